"""What a proposal is made of, and what must be right before it is handed in and before it is admitted.

Sources: §§ 22-25 VwVfG (application, advice); the fund's rule set for amounts and for what may not have begun.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.proposals.rules import WEB, ProposalState
from kiezfonds.rounds.rules import CheckPoint, FundRules

MOST_COST_LINES = 30
LEAST_DIGITS = 4  # of a telephone number that can be called
NO_DATE = Problem(
    N_("Für dieses Gebiet gibt es zurzeit keinen Termin. Ihre Idee bleibt als Entwurf gespeichert."), field="area"
)


class ApplicantKind(StrEnum):
    PERSON = "person"
    GROUP = "group"
    ORGANISATION = "organisation"

    @property
    def label(self) -> str:
        return KIND_LABELS[self]


KIND_LABELS = {
    ApplicantKind.PERSON: N_("Ich für mich allein"),
    ApplicantKind.GROUP: N_("Wir sind eine Gruppe oder Initiative"),
    ApplicantKind.ORGANISATION: N_("Wir sind ein Verein oder eine Einrichtung"),
}


@dataclass(frozen=True)
class CostLine:
    label: str
    quantity: int
    unit_cents: int

    @property
    def sum_cents(self) -> int:
        return self.quantity * self.unit_cents


@dataclass(frozen=True)
class WhatPart:
    title: str
    summary: str
    description: str


@dataclass(frozen=True)
class WherePart:
    area: int
    place: str


@dataclass(frozen=True)
class WhenPart:
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class IdeaPart:
    """What, where and when at once, as it stands on a sheet of paper."""

    title: str
    summary: str
    description: str
    area: int
    place: str
    starts_on: date
    ends_on: date

    @property
    def what(self) -> WhatPart:
        return WhatPart(self.title, self.summary, self.description)

    @property
    def where(self) -> WherePart:
        return WherePart(self.area, self.place)

    @property
    def when(self) -> WhenPart:
        return WhenPart(self.starts_on, self.ends_on)


@dataclass(frozen=True)
class CostsPart:
    """What it costs and what is asked for."""

    items: Sequence[CostLine]
    requested_cents: int
    smallest_useful_cents: int
    has_other_funding: bool
    other_funding: str = ""
    other_funding_cents: int = 0
    limit_reason: str = ""

    @property
    def total_cents(self) -> int:
        return sum(item.sum_cents for item in self.items)


@dataclass(frozen=True)
class Declarations:
    """What is declared before an idea is handed in; on paper, as it was signed."""

    is_not_begun: bool = True
    is_true: bool = True
    has_read_rules: bool = True
    has_read_privacy: bool = True

    @property
    def is_complete(self) -> bool:
        return self.is_not_begun and self.is_true and self.has_read_rules and self.has_read_privacy


@dataclass(frozen=True)
class PersonPart:
    """Who answers for it. `declarations` None: they are made on a page of their own."""

    kind: ApplicantKind
    name: str
    street: str
    town: str
    email: str = ""
    phone: str = ""
    group_name: str = ""
    volunteer_work: str = ""
    declarations: Declarations | None = Declarations()


Part = WhatPart | WherePart | WhenPart | IdeaPart | CostsPart | PersonPart | Declarations


@dataclass(frozen=True)
class Content:
    """Everything that is handed in; a page never saved is None."""

    what: WhatPart
    where: WherePart | None = None
    when: WhenPart | None = None
    costs: CostsPart | None = None
    person: PersonPart | None = None
    declarations: Declarations = Declarations()

    @classmethod
    def of(cls, idea: IdeaPart, costs: CostsPart | None = None, person: PersonPart | None = None) -> "Content":
        declared = person.declarations if person and person.declarations else Declarations()
        return cls(idea.what, idea.where, idea.when, costs, person, declared)


@dataclass(frozen=True)
class Answer:
    """To one point of the formal check; `is_met` is None while nobody has answered."""

    is_met: bool | None
    note: str = ""


def problems_with_when(part: WhenPart, rules: FundRules, held_on: date | None) -> list[Problem]:
    """`held_on` is the day the jury decides; before it nothing may begin where the rule set forbids that."""
    problems = []
    if part.ends_on < part.starts_on:
        problems.append(Problem(N_("Das Ende liegt vor dem Anfang."), field="ends_on"))
    if rules.early_start_forbidden and held_on is not None and part.starts_on <= held_on:
        problems.append(
            Problem(
                N_("Die Jury entscheidet erst am {day}. Vorher dürfen Sie nicht anfangen. Bitte planen Sie später."),
                field="starts_on",
                values={"day": f"{held_on:%d.%m.%Y}"},
            )
        )
    return problems


def problems_with_costs(part: CostsPart, rules: FundRules) -> list[Problem]:
    """The amount asked for fits the costs, and the limit of the rule set; a soft limit asks for a reason."""
    problems = []
    open_cents = part.total_cents - part.other_funding_cents
    if not part.items:
        problems.append(Problem(N_("Bitte tragen Sie mindestens eine Zeile ein: Wofür brauchen Sie Geld?"), "costs"))
    elif len(part.items) > MOST_COST_LINES:
        problems.append(Problem(N_("Bitte fassen Sie zusammen: höchstens {most} Zeilen."), "costs",
                                values={"most": MOST_COST_LINES}))  # fmt: skip
    elif part.requested_cents > open_cents:
        problems.append(Problem(N_("So viel kostet es nicht: Kosten weniger anderes Geld sind {open} Euro."),
                                "requested", values={"open": _euros(open_cents)}))  # fmt: skip
    if part.requested_cents < max(rules.min_amount_cents, 1):
        problems.append(Problem(N_("Bitte beantragen Sie mindestens {least} Euro."), "requested",
                                values={"least": _euros(max(rules.min_amount_cents, 1))}))  # fmt: skip
    if part.smallest_useful_cents > part.requested_cents:
        problems.append(Problem(N_("Dieser Betrag darf nicht größer sein als der, den Sie beantragen."), "smallest"))
    if part.has_other_funding and not part.other_funding:
        problems.append(Problem(N_("Bitte schreiben Sie, von wem das andere Geld kommt."), "other_funding"))
    return [*problems, *_problems_with_limit(part, rules)]


def problems_with_person(part: PersonPart, rules: FundRules, channel: str = WEB) -> list[Problem]:
    """Whoever writes on paper is reached by letter; everyone else leaves a mail address or a number."""
    problems = []
    if part.kind not in rules.applicant_kinds:
        problems.append(Problem(N_("Dieser Fonds ist dafür nicht offen."), field="kind"))
    if part.kind is not ApplicantKind.PERSON and not part.group_name:
        problems.append(Problem(N_("Bitte schreiben Sie, wie Ihre Gruppe oder Ihr Verein heißt."), field="group_name"))
    if channel == WEB and part.phone and sum(map(str.isdecimal, part.phone)) < LEAST_DIGITS:
        problems.append(Problem(N_("Bitte schreiben Sie die Telefonnummer ganz, mit Vorwahl."), field="phone"))
    if channel == WEB and not (part.email or part.phone):
        problems.append(
            Problem(
                N_("Bitte geben Sie eine E-Mail-Adresse oder eine Telefonnummer an, damit wir Sie erreichen."),
                field="email",
            )
        )
    return problems


def problems_with_declarations(part: Declarations) -> list[Problem]:
    return [] if part.is_complete else [Problem(N_("Es fehlt noch eine Erklärung am Ende der Seite."))]


def problems_by_page(
    content: Content, rules: FundRules, held_on: date | None, channel: str = WEB
) -> dict[str, list[Problem]]:
    """What is still to mend, by the page where it is mended."""
    missing = [Problem(N_("Diese Seite ist noch leer."))]
    when, costs, person = content.when, content.costs, content.person
    found = {
        "wo": missing if content.where is None else [],
        "wann": missing if when is None else problems_with_when(when, rules, held_on),
        "kosten": missing if costs is None else problems_with_costs(costs, rules),
        "person": missing if person is None else problems_with_person(person, rules, channel),
    }
    return {page: problems for page, problems in found.items() if problems}


def problems_with_submission(
    content: Content, rules: FundRules, held_on: date | None, channel: str = WEB
) -> list[Problem]:
    """`held_on` None: there is no published decision date that this idea could still reach."""
    problems = [p for page in problems_by_page(content, rules, held_on, channel).values() for p in page]
    problems += problems_with_declarations(content.declarations)
    if held_on is None:
        problems.append(NO_DATE)
    return problems


def problems_with_admission(checklist: Sequence[CheckPoint], answers: Mapping[str, Answer]) -> list[Problem]:
    """Every point is answered, and met or explained."""
    problems = []
    for point in checklist:
        answer = answers.get(point.point, Answer(None))
        if answer.is_met is None:
            problems.append(Problem(N_("Bitte beantworten Sie: {point}"), point.point, values={"point": point.text}))
        elif not answer.is_met and not answer.note:
            problems.append(
                Problem(
                    N_("Bitte erklären Sie, warum trotzdem zugelassen wird: {point}"),
                    f"{point.point}_note",
                    clause=point.clause,
                    values={"point": point.text},
                )
            )
    return problems


def problems_with_checking(state: ProposalState) -> list[Problem]:
    if state in (ProposalState.SUBMITTED, ProposalState.IN_FORMAL_CHECK):
        return []
    if state is ProposalState.CHANGES_REQUESTED:
        return [Problem(N_("Dieser Antrag liegt zur Nachbesserung bei den Antragstellenden."))]
    return [Problem(N_("Über diesen Antrag ist schon formal entschieden."))]


def _problems_with_limit(part: CostsPart, rules: FundRules) -> list[Problem]:
    if part.requested_cents <= rules.max_amount_cents:
        return []
    limit = {"limit": _euros(rules.max_amount_cents)}
    if not rules.max_is_soft:
        return [Problem(N_("Höchstens {limit} Euro sind möglich."), "requested", N_("Regelwerk"), limit)]
    if part.limit_reason:
        return []
    return [Problem(N_("Mehr als {limit} Euro sind eine Ausnahme. Bitte schreiben Sie, warum es so viel sein muss."),
                    "limit_reason", values=limit)]  # fmt: skip


def _euros(cents: int) -> str:
    euros, rest = divmod(max(cents, 0), 100)
    return f"{euros:,}".replace(",", ".") + (f",{rest:02d}" if rest else "")
