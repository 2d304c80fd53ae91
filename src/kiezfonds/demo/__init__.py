"""A district's year to look at (Vorführung): Lichtenberg with its 13 areas, played through the actions.

The facts in `data/` are published and carry their source; persons, addresses, votes and days are invented and say so.
Nothing is inserted by hand: every proposal, ballot, resolution and letter comes about as it would in the office, with
`now` moved along a calendar that fits the day the demo is loaded on. A second, small district shows that tenants stay
apart. Not loaded in production, and only into an empty database.
"""
