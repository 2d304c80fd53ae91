"""Who makes up a jury: how many by lot, how many from associations, and what the rule set asks for."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.juries.rules import MemberGroup
from kiezfonds.rounds.rules import JuryRules

CLAUSE = N_("Regelwerk, Zusammensetzung")


@dataclass(frozen=True)
class Composition:
    size: int
    drawn: int
    resident: int
    organised: int

    @property
    def drawn_percent(self) -> int:
        """Rounded half up, for display; the rules compare the numbers themselves."""
        return self._percent(self.drawn)

    @property
    def organised_percent(self) -> int:
        return self._percent(self.organised)

    def _percent(self, part: int) -> int:
        return (200 * part + self.size) // (2 * self.size) if self.size else 0


def composition(groups: Iterable[MemberGroup]) -> Composition:
    counted = Counter(groups)
    return Composition(
        counted.total(), counted[MemberGroup.DRAWN], counted[MemberGroup.RESIDENT], counted[MemberGroup.ORGANISED]
    )


def problems_with_composition(found: Composition, rules: JuryRules) -> list[Problem]:
    """Warnings: a jury may sit with fewer, but the office should know."""
    problems = []
    if found.size < rules.size_min:
        values = {"size": found.size, "least": rules.size_min}
        problems.append(
            Problem(N_("Die Jury hat {size} Mitglieder, mindestens {least} sollen es sein."), "", CLAUSE, values)
        )
    if found.size and 100 * found.drawn < rules.share_random_percent_min * found.size:
        values = {"count": found.drawn, "size": found.size, "least": rules.share_random_percent_min}
        problems.append(
            Problem(N_("Ausgelost sind {count} von {size}, mindestens {least} % sollen es sein."), "", CLAUSE, values)
        )
    if found.size and 100 * found.organised > rules.share_organised_percent_max * found.size:
        values = {"count": found.organised, "size": found.size, "most": rules.share_organised_percent_max}
        text = N_("Aus Vereinen und Einrichtungen kommen {count} von {size}, höchstens {most} % sollen es sein.")
        problems.append(Problem(text, "", CLAUSE, values))
    return problems
