"""Members and their functions, grounds of a conflict of interest, and what may be entered when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_

LINK_LIFETIME: Final = timedelta(days=400)  # a term's first year and the time to renew
MOST_MEMBERS: Final = 200


class Function(StrEnum):
    MEMBER = "member"
    CHAIR = "chair"
    DEPUTY = "deputy"

    @property
    def label(self) -> str:
        return FUNCTION_LABELS[self]


FUNCTION_LABELS = {
    Function.MEMBER: N_("Mitglied"),
    Function.CHAIR: N_("Vorsitz"),
    Function.DEPUTY: N_("Stellvertretung"),
}


class MemberGroup(StrEnum):
    DRAWN = "drawn"
    RESIDENT = "resident"
    ORGANISED = "organised"

    @property
    def label(self) -> str:
        return GROUP_LABELS[self]


GROUP_LABELS = {
    MemberGroup.DRAWN: N_("ausgelost"),
    MemberGroup.RESIDENT: N_("wohnt oder arbeitet im Gebiet"),
    MemberGroup.ORGANISED: N_("Verein oder Einrichtung"),
}


class Ground(StrEnum):
    """§ 20 (1) sentence 1 numbers 1-6 and sentence 2, § 21 VwVfG."""

    APPLICANT = "applicant"
    RELATIVE = "relative"
    REPRESENTATIVE = "representative"
    RELATIVE_OF_REPRESENTATIVE = "relative_of_representative"
    PAID = "paid"
    ACTED = "acted"
    ADVANTAGE = "advantage"
    OTHER = "other"
    MEMBER = "member"

    @property
    def label(self) -> str:
        return GROUND_LABELS[self][0]

    @property
    def clause(self) -> str:
        return GROUND_LABELS[self][1]

    @property
    def is_declared_only(self) -> bool:
        """Plain membership is told and excludes nobody until the jury or the office says so."""
        return self is Ground.MEMBER


GROUND_LABELS = {
    Ground.APPLICANT: (N_("Den Antrag selbst gestellt, allein oder mit anderen"), "§ 20 (1) 1 VwVfG"),
    Ground.RELATIVE: (
        N_("Verwandt, verheiratet, verlobt oder verschwägert mit der Person, die den Antrag gestellt hat"),
        "§ 20 (1) 2, (5) VwVfG",
    ),
    Ground.REPRESENTATIVE: (
        N_("Vertritt die Person, die Gruppe oder den Verein, die den Antrag gestellt haben"),
        "§ 20 (1) 3 VwVfG",
    ),
    Ground.RELATIVE_OF_REPRESENTATIVE: (
        N_("Verwandt oder verheiratet mit jemandem, der sie bei diesem Antrag vertritt"),
        "§ 20 (1) 4 VwVfG",
    ),
    Ground.PAID: (N_("Wird dort bezahlt oder sitzt dort im Vorstand oder einem ähnlichen Gremium"), "§ 20 (1) 5 VwVfG"),
    Ground.ACTED: (
        N_("Hat zu diesem Antrag ein Gutachten abgegeben oder sonst daran mitgearbeitet"),
        "§ 20 (1) 6 VwVfG",
    ),
    Ground.ADVANTAGE: (
        N_("Hat durch die Entscheidung selbst einen direkten Vorteil oder Nachteil"),
        "§ 20 (1) Satz 2 VwVfG",
    ),
    Ground.OTHER: (N_("Ein anderer Grund, an der Unbefangenheit zu zweifeln"), "§ 21 VwVfG"),
    Ground.MEMBER: (N_("Nur einfaches Mitglied dort, ohne Amt und ohne Bezahlung"), N_("die Jury entscheidet")),
}


@dataclass(frozen=True)
class JuryDraft:
    """A jury from the first to the last day of its term."""

    name: str
    term_from_on: date
    term_until_on: date | None


@dataclass(frozen=True)
class MemberDraft:
    name: str
    email: str = ""
    phone: str = ""
    street: str = ""
    town: str = ""
    group: MemberGroup = MemberGroup.RESIDENT
    function: Function = Function.MEMBER
    organisation: str = ""


def problems_with_jury(draft: JuryDraft, has_one: bool) -> list[Problem]:
    problems = []
    if has_one:
        problems.append(Problem(N_("Dieses Gebiet hat für diese Zeit schon eine Jury.")))
    if draft.term_until_on and draft.term_until_on <= draft.term_from_on:
        problems.append(Problem(N_("Das Ende liegt vor dem Anfang."), field="term_until_on"))
    return problems


def problems_with_members(drafts: Sequence[MemberDraft], known: Collection[str], has_chair: bool) -> list[Problem]:
    """`known` are the e-mail addresses of the members there are; a jury has one chair at a time."""
    problems = []
    if len(drafts) > MOST_MEMBERS:
        problems.append(Problem(N_("Auf einmal gehen höchstens {most} Mitglieder."), values={"most": MOST_MEMBERS}))
    seen = set(known)
    for draft in drafts:
        mail = draft.email.lower()
        if mail and mail in seen:
            text = N_("{name} steht schon auf der Liste: {email}.")
            problems.append(Problem(text, "email", values={"name": draft.name, "email": draft.email}))
        seen.add(mail)
    chairs = [draft for draft in drafts if draft.function is Function.CHAIR]
    if len(chairs) > 1 or (chairs and has_chair):
        problems.append(Problem(N_("Den Vorsitz hat schon jemand. Es gibt nur einen."), "function"))
    return problems


def problems_with_function(old: Function, new: Function) -> list[Problem]:
    """The chair passes to somebody else; nobody lays it down into nothing."""
    if old is Function.CHAIR and new is not Function.CHAIR:
        return [Problem(N_("Bestimmen Sie zuerst, wer den Vorsitz übernimmt."), "function")]
    return []


def problems_with_end(ends_on: date, appointed_on: date, today: date) -> list[Problem]:
    if ends_on < appointed_on:
        return [Problem(N_("Das Ende liegt vor der Berufung."), "ended_on")]
    if ends_on > today:
        return [Problem(N_("Das Ende liegt in der Zukunft."), "ended_on")]
    return []


def problems_with_declaring(ground: Ground, note: str, is_undecided: bool) -> list[Problem]:
    problems = []
    if not is_undecided:
        problems.append(Problem(N_("Über diesen Antrag ist schon entschieden.")))
    if ground is Ground.OTHER and not note:
        problems.append(Problem(N_("Bitte sagen Sie in einem Satz, worum es geht."), "note"))
    return problems


def problems_with_deciding(is_open: bool, is_undecided: bool) -> list[Problem]:
    if not is_open:
        return [Problem(N_("Darüber ist schon entschieden oder es ist zurückgenommen."))]
    return [] if is_undecided else [Problem(N_("Über diesen Antrag ist schon entschieden."))]


def problems_with_withdrawing(held_at: datetime | None, now: datetime) -> list[Problem]:
    """Until the meeting begins; from then on the jury itself decides (§ 20 (4) VwVfG)."""
    if held_at is not None and now >= held_at:
        return [Problem(N_("Die Sitzung hat begonnen. Jetzt entscheidet die Jury darüber."), clause="§ 20 (4) VwVfG")]
    return []
