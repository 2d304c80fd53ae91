"""Meetings (Sitzungen): agenda (Tagesordnung), presence, quorum (Beschlussfähigkeit), ballots, votes, resolutions.

A ballot (Abstimmung) is one motion: text, amount, one exact version, a snapshot of who may vote. A vote (Stimme) is
unique per ballot and seat and may be changed until the close. The result is computed by rule and confirmed by the
chair, who can annul with a reason but never change a count. Rests on §§ 88-93 VwVfG and the rule set.
"""
