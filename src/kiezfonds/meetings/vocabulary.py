"""Words of what the office does beside the ballots: moving up, settling a condition, noting who else was there."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kiezfonds.ground.text import N_


class Basis(StrEnum):
    """Why a proposal moves up: the rule says so, or the jury has resolved it."""

    RULE = "rule"
    JURY = "jury"

    @property
    def label(self) -> str:
        return BASIS_LABELS[self]


BASIS_LABELS: Final = {
    Basis.RULE: N_("nach der Reihenfolge der Warteliste"),
    Basis.JURY: N_("die Jury hat es beschlossen"),
}


class Outcome(StrEnum):
    """What came of a precondition."""

    MET = "met"
    LAPSED = "lapsed"

    @property
    def label(self) -> str:
        return OUTCOME_LABELS[self]


OUTCOME_LABELS: Final = {Outcome.MET: N_("ja, erfüllt"), Outcome.LAPSED: N_("nein, das Geld wird wieder frei")}


@dataclass(frozen=True)
class Company:
    """Who is there beside the members. Guests are only counted, they are not named."""

    recorder: str
    staff: str
    guests: int | None
