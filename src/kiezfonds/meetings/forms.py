"""Forms of planning and of the chair's desk."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Self

from kiezfonds.ground.money import Cents
from kiezfonds.ground.text import N_
from kiezfonds.meetings.counting import Tally
from kiezfonds.meetings.rules import (
    METHOD_LABELS,
    RESOLUTION_LABELS,
    USUAL_REASONS,
    Method,
    Motion,
    ResolutionDraft,
    ResolutionKind,
)
from kiezfonds.web.fields import Choice, LongText, Money, Number
from kiezfonds.web.forms import BoundField, Form, multi
from kiezfonds.web.requests import Request

ANOTHER_MOTION = "another_motion"
KINDS = (
    *((kind.value, label) for kind, label in RESOLUTION_LABELS.items()),
    (ANOTHER_MOTION, N_("noch kein Beschluss: Ein anderer Antrag folgt")),
)


class PlanForm(Form):
    date = Choice(N_("Entscheidungstermin"))


class ChairForm(Form):
    seat = Choice(N_("Leitung der Sitzung"))


class DeskForm(Form):
    """A form on the desk: its ids begin with the item or ballot it belongs to."""

    def __init__(self, prefix: str = "f", **initial: Any) -> None:
        self.prefix = prefix
        super().__init__(**initial)

    @classmethod
    async def read_as(cls, prefix: str, request: Request) -> Self:
        form = cls(prefix)
        form.fill(multi(await request.form()))
        return form

    def id_of(self, name: str) -> str:
        return f"{self.prefix}-{name}"


class MotionForm(DeskForm):
    motion = LongText(N_("Antrag, über den abgestimmt wird"), max=600)
    amount = Money(N_("Betrag"), low=1)
    conditions = LongText(N_("Auflage"), required=False, max=1000)
    method = Choice(N_("Abstimmen"), options=tuple((m.value, label) for m, label in METHOD_LABELS.items()))

    def result(self) -> Motion:
        v = self.values
        return Motion(v["motion"], Cents(v["amount"]), v["conditions"], Method(v["method"]))


class HandsForm(DeskForm):
    yes = Number(N_("Ja"), high=999)
    no = Number(N_("Nein"), high=999)
    abstain = Number(N_("Enthaltung"), high=999)

    def result(self) -> Tally:
        v = self.values
        return Tally(v["yes"], v["no"], v["abstain"])


class ConfirmForm(DeskForm):
    kind = Choice(N_("Beschluss"), options=KINDS)
    usual = Choice(N_("Begründung der Jury"), options=tuple(USUAL_REASONS.items()), required=False)
    reason = LongText(N_("oder in eigenen Worten"), required=False, max=2000)
    quorum_reason = LongText(N_("Warum das Ergebnis trotzdem gilt"), required=False, max=1000)

    @classmethod
    def for_ballot(cls, prefix: str, kinds: Sequence[ResolutionKind], *, is_accepted: bool) -> Self:
        """The kinds that fit the result, the usual one chosen."""
        options = [(kind.value, kind.label) for kind in kinds]
        if not is_accepted:
            options.append(KINDS[-1])
        return cls(prefix, options={"kind": options}, kind=kinds[0].value)

    def bound(self, name: str) -> BoundField:
        """One of the two reasons is needed, so neither is called voluntary."""
        return replace(super().bound(name), required=True)

    def result(self) -> ResolutionDraft | None:
        v = self.values
        if v["kind"] == ANOTHER_MOTION:
            return None
        usual = USUAL_REASONS.get(v["usual"] or "", "")
        return ResolutionDraft(ResolutionKind(v["kind"]), " ".join(part for part in (usual, v["reason"]) if part))


class AnnulForm(Form):
    reason = LongText(N_("Grund"), max=1000)


class VoteForm(Form):
    vote = Choice(N_("Ihre Stimme"), options=(("yes", ""), ("no", ""), ("abstain", "")))
