"""Forms of planning and of the chair's desk."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Self

from kiezfonds.ground.days import instant_of
from kiezfonds.ground.money import Cents
from kiezfonds.ground.text import N_
from kiezfonds.meetings.counting import Tally
from kiezfonds.meetings.rules import (
    CONDITION_LABELS,
    METHOD_LABELS,
    RESOLUTION_LABELS,
    USUAL_REASONS,
    ConditionKind,
    Method,
    Motion,
    MotionKind,
    ResolutionDraft,
    ResolutionKind,
)
from kiezfonds.meetings.vocabulary import Basis, Company
from kiezfonds.web.fields import Choice, Day, LongText, Money, Number, Text, Time
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
    """A motion on a proposal. The amount is asked for where money is moved; the rules say so."""

    kind = Choice(
        N_("Worum es geht"),
        options=tuple((kind.value, kind.label) for kind in MotionKind if kind is not MotionKind.PLAIN),
        required=False,
    )
    motion = LongText(N_("Antrag, über den abgestimmt wird"), max=600)
    amount = Money(N_("Betrag"), low=1, required=False)
    conditions = LongText(N_("Auflage oder Bedingung"), required=False, max=1000)
    condition_kind = Choice(
        N_("Wann muss sie erfüllt sein?"),
        options=tuple((kind.value, label) for kind, label in CONDITION_LABELS.items()),
        required=False,
    )
    condition_due_on = Day(N_("Bis wann?"), required=False)
    method = Choice(N_("Abstimmen"), options=tuple((m.value, label) for m, label in METHOD_LABELS.items()))

    def bound(self, name: str) -> BoundField:
        """Both are needed where money is moved, so neither is called voluntary."""
        found = super().bound(name)
        return replace(found, required=True) if name in ("kind", "amount", "condition_kind") else found

    def result(self) -> Motion:
        v = self.values
        kind = MotionKind(v["kind"] or MotionKind.FUNDING)
        has_amount = kind is not MotionKind.DEFERRAL and v["amount"] is not None
        return Motion(
            v["motion"],
            Cents(v["amount"]) if has_amount else None,
            v["conditions"],
            Method(v["method"]),
            kind,
            ConditionKind(v["condition_kind"] or ConditionKind.OBLIGATION),
            v["condition_due_on"],
        )


class PlainMotionForm(DeskForm):
    """A motion that moves no money: the last minutes, the order of the evening."""

    motion = LongText(N_("Antrag, über den abgestimmt wird"), max=600)
    method = Choice(N_("Abstimmen"), options=tuple((m.value, label) for m, label in METHOD_LABELS.items()))

    def result(self) -> Motion:
        v = self.values
        return Motion(v["motion"], None, "", Method(v["method"]), MotionKind.PLAIN)


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
    defer_to = Choice(N_("Wenn vertagt: in welche Sitzung?"), required=False)
    rank = Number(N_("Wenn Warteliste: auf welchen Platz?"), required=False, low=1, high=999)
    quorum_reason = LongText(N_("Warum das Ergebnis trotzdem gilt"), required=False, max=1000)

    @classmethod
    def for_ballot(
        cls, prefix: str, kinds: Sequence[ResolutionKind], dates: Sequence[tuple[str, str]], *, is_accepted: bool
    ) -> Self:
        """The kinds that fit the result, the usual one chosen. None fits a plain motion: it stands by itself."""
        options = [(kind.value, kind.label) for kind in kinds]
        if not is_accepted or not kinds:
            options.append(KINDS[-1])
        return cls(prefix, options={"kind": options, "defer_to": list(dates)}, kind=options[0][0])

    def bound(self, name: str) -> BoundField:
        """One of the two reasons is needed, so neither is called voluntary."""
        found = super().bound(name)
        return found if name in ("defer_to", "rank") else replace(found, required=True)

    def result(self) -> ResolutionDraft | None:
        v = self.values
        if v["kind"] == ANOTHER_MOTION:
            return None
        usual = USUAL_REASONS.get(v["usual"] or "", "")
        reason = " ".join(part for part in (usual, v["reason"]) if part)
        defer_to = int(v["defer_to"]) if v["defer_to"] else None
        return ResolutionDraft(ResolutionKind(v["kind"]), reason, defer_to, v["rank"])


class AnnulForm(Form):
    reason = LongText(N_("Grund"), max=1000)


class CancelForm(Form):
    reason = LongText(N_("Grund"), N_("Er steht in der E-Mail an die Mitglieder."), max=600)


class ItemForm(Form):
    title = Text(N_("Neuer Punkt"), max=120)


class CompanyForm(Form):
    recorder = Text(N_("Niederschrift schreibt"), required=False)
    staff = Text(N_("Von der Geschäftsstelle sind da"), required=False, max=300)
    guests = Number(N_("Gäste, gezählt"), required=False, high=9999)

    def result(self) -> Company:
        v = self.values
        return Company(v["recorder"], v["staff"], v["guests"])


class SecondMeetingForm(Form):
    held_on = Day(N_("Tag"))
    held_time = Time(N_("Uhrzeit"))
    place = Text(N_("Ort"), required=False)

    def held_at(self) -> datetime:
        return instant_of(self.values["held_on"], self.values["held_time"])


class PromotionForm(Form):
    amount = Money(N_("Betrag"), low=1)
    basis = Choice(N_("Warum rückt der Antrag auf?"), options=tuple((b.value, b.label) for b in Basis))
    note = LongText(N_("Wann und wie hat die Jury das beschlossen?"), required=False, max=600)


class EndWaitingForm(Form):
    reason = LongText(N_("Grund"), max=600)


class VoteForm(Form):
    vote = Choice(N_("Ihre Stimme"), options=(("yes", ""), ("no", ""), ("abstain", "")))
