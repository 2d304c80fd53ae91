"""Forms of the juror's note and of a conflict of interest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kiezfonds.ground.text import N_
from kiezfonds.juries.rules import GROUND_LABELS, Ground
from kiezfonds.rounds.rules import CriterionRule
from kiezfonds.scoring.rules import OPINION_WORDS, Opinion
from kiezfonds.web.fields import Choice, LongText, Option
from kiezfonds.web.forms import BoundField, Form

GROUNDS = tuple((ground.value, label) for ground, (label, _clause) in GROUND_LABELS.items())


@dataclass(frozen=True)
class SheetDraft:
    """`scores` by criterion where the fund works with criteria, else none and an opinion."""

    opinion: Opinion | None
    note: str
    scores: Mapping[str, int] | None


class Later(Choice):
    """Asked for, but whoever still types the note may leave it open."""

    def read_from(self, raw: Sequence[str], options: Sequence[Option]) -> Any:
        return super().read_from(raw, options) if any(raw) else None


class SheetForm(Form):
    opinion = Later(
        N_("Was halten Sie von der Idee?"),
        options=tuple((opinion.value, word) for opinion, word in OPINION_WORDS.items()),
    )
    note = LongText(
        N_("Ihre Notiz"),
        N_("Nur für Sie. Gelöscht, wenn das Protokoll genehmigt ist."),
        required=False,
        max=2000,
    )

    def result(self) -> SheetDraft:
        chosen = self.values["opinion"]
        return SheetDraft(Opinion(chosen) if chosen else None, self.values["note"], None)

    @property
    def questions(self) -> list[BoundField]:
        return [self.bound("opinion")]


class CriteriaForm(Form):
    """One question for each criterion; made for a rule set by `criteria_form`."""

    criteria: tuple[CriterionRule, ...] = ()
    note = SheetForm.fields["note"]

    def result(self) -> SheetDraft:
        scores = {one.name: self.values[f"k{n}"] for n, one in enumerate(self.criteria)}
        return SheetDraft(
            None, self.values["note"], {name: int(value) for name, value in scores.items() if value is not None}
        )

    @property
    def questions(self) -> list[BoundField]:
        return [self.bound(f"k{n}") for n in range(len(self.criteria))]


def criteria_form(criteria: tuple[CriterionRule, ...]) -> type[CriteriaForm]:
    questions = {f"k{n}": Later(one.text, options=_steps(one)) for n, one in enumerate(criteria)}
    return type("CriteriaForm", (CriteriaForm,), {"criteria": criteria, **questions})


def _steps(one: CriterionRule) -> tuple[Option, ...]:
    return tuple((str(value), str(value)) for value in range(one.scale_min, one.scale_max + 1))


class ConflictForm(Form):
    ground = Choice(N_("Was trifft auf Sie zu?"), options=GROUNDS)
    note = LongText(N_("Möchten Sie etwas dazu sagen?"), required=False, max=500)

    def result(self) -> tuple[Ground, str]:
        return Ground(self.values["ground"]), self.values["note"]


class OfficeConflictForm(ConflictForm):
    seat = Choice(N_("Mitglied"))
    proposal = Choice(N_("Antrag"))
    ground = Choice(N_("Grund"), options=GROUNDS)
    note = LongText(N_("Woher wissen Sie das?"), required=False, max=500)
