"""Forms of the juror's note and of a conflict of interest."""

from collections.abc import Sequence
from typing import Any

from kiezfonds.ground.text import N_
from kiezfonds.juries.rules import GROUND_LABELS, Ground
from kiezfonds.scoring.rules import OPINION_WORDS, Opinion
from kiezfonds.web.fields import Choice, LongText, Option
from kiezfonds.web.forms import Form

GROUNDS = tuple((ground.value, label) for ground, (label, _clause) in GROUND_LABELS.items())


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

    def result(self) -> tuple[Opinion | None, str]:
        chosen = self.values["opinion"]
        return Opinion(chosen) if chosen else None, self.values["note"]


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
