"""Ground floor: what every subject needs and what knows none of them.

Money is whole cents (`money.Cents`, „Betrag"), a day is a day in Berlin (`days`, „Frist", „Feiertag"),
a draw is one that anybody can repeat (`lot`, „Los"), a refusal names its clause (`problems.Problem`),
and whoever acts is a kind with a number and a role (`actors.Actor`). Texts are cleaned once, where they
come in (`text.clean`). Everything here is pure: no clock, no chance, no database, no framework. Periods
follow §§ 187, 188 and 193 BGB with § 31 VwVfG, deemed service („Bekanntgabefiktion") § 41 (2) VwVfG.
"""
