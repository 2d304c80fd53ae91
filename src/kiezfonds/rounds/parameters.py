"""The parameters of a rule set in plain words: what each is called, what it rests on, how its value reads.

The same list draws the page „Regelwerk“, the form to adjust it, and the check of what was typed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from kiezfonds.ground.money import Cents, format_euro
from kiezfonds.ground.text import N_
from kiezfonds.rounds.rules import FundRules, JuryRules, Share, VotingRules

Translate = Callable[[str], str]
PART_TITLES: Final = {"fund": N_("Geld und Vergabe"), "jury": N_("Jury"), "voting": N_("Beraten und abstimmen")}
APPLICANTS: Final = {"person": N_("Einzelne"), "group": N_("Gruppen und Initiativen"), "organisation": N_("Vereine")}


class Kind(StrEnum):
    MONEY = "money"
    COUNT = "count"
    PERCENT = "percent"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    AGE = "age"
    CHOICE = "choice"
    SWITCH = "switch"
    DAY_OF_YEAR = "day_of_year"
    TEXT = "text"
    SHARE = "share"
    APPLICANTS = "applicants"
    CHECKLIST = "checklist"
    CRITERIA = "criteria"


UNITS: Final = {
    Kind.COUNT: (N_("{n}"), N_("{n}")),
    Kind.PERCENT: (N_("{n} %"), N_("{n} %")),
    Kind.DAYS: (N_("1 Tag"), N_("{n} Tage")),
    Kind.MONTHS: (N_("1 Monat"), N_("{n} Monate")),
    Kind.YEARS: (N_("1 Jahr"), N_("{n} Jahre")),
    Kind.AGE: (N_("ab 1 Jahr"), N_("ab {n} Jahren")),
}

UNIT_WORDS: Final = {
    Kind.PERCENT: N_("Prozent"),
    Kind.DAYS: N_("Tage"),
    Kind.MONTHS: N_("Monate"),
    Kind.YEARS: N_("Jahre"),
    Kind.AGE: N_("Jahre"),
}


@dataclass(frozen=True)
class Parameter:
    name: str
    label: str
    kind: Kind
    clause: str = ""
    hint: str = ""
    low: int = 0
    high: int = 1000
    options: Mapping[str, str] = field(default_factory=dict)
    shares: Mapping[str, Share] = field(default_factory=dict)


def _half(**more: Any) -> Share:
    return Share(1, 2, **{"is_strict": True, **more})


MAJORITIES: Final = {
    "simple": _half(base="yes_no"),
    "chair": _half(base="yes_no", tie="chair"),
    "cast": _half(base="cast"),
    "two_thirds": Share(2, 3, "yes_no", is_strict=False),
    "absolute": _half(base="members"),
}
MAJORITY_WORDS: Final = {
    "simple": N_("mehr Ja als Nein; Enthaltungen zählen nicht; Gleichstand ist abgelehnt"),
    "chair": N_("mehr Ja als Nein; bei Gleichstand entscheidet die Stimme der Leitung"),
    "cast": N_("mehr als die Hälfte aller abgegebenen Stimmen; Enthaltungen zählen wie Nein"),
    "two_thirds": N_("mindestens zwei Drittel der Stimmen für Ja oder Nein"),
    "absolute": N_("mehr als die Hälfte aller berufenen Mitglieder"),
}
QUORUMS: Final = {
    "strict": _half(base="appointed", minimum=3),
    "entitled": _half(base="entitled", minimum=3),
    "two_thirds": Share(2, 3, "appointed", is_strict=False, minimum=3),
    "three": Share(1, 1000, "entitled", is_strict=False, minimum=3),
}
QUORUM_WORDS: Final = {
    "strict": N_("mehr als die Hälfte aller Mitglieder, mindestens drei; wer befangen ist, zählt nicht als anwesend"),
    "entitled": N_("mehr als die Hälfte der Mitglieder, die nicht befangen sind, mindestens drei"),
    "two_thirds": N_("mindestens zwei Drittel aller Mitglieder"),
    "three": N_("drei Stimmberechtigte genügen"),
}
P, K = Parameter, Kind
FUND: Final = (
    P("kind", N_("So heißt das Geld"), K.TEXT, high=60),
    P(
        "key",
        N_("Verteilung auf die Gebiete"),
        K.CHOICE,
        options={"equal": N_("alle gleich"), "inhabitants": N_("nach Einwohnerzahl")},
    ),
    P(
        "min_per_area_cents",
        N_("Mindestens je Gebiet"),
        K.MONEY,
        hint=N_("Gilt bei Verteilung nach Einwohnerzahl, in ganzen 100 €."),
    ),
    P("max_amount_cents", N_("Höchstbetrag je Idee"), K.MONEY),
    P("max_is_soft", N_("Mehr ist mit Begründung möglich"), K.SWITCH),
    P("min_amount_cents", N_("Mindestbetrag je Idee"), K.MONEY),
    P("applicant_kinds", N_("Wer einen Antrag stellen kann"), K.APPLICANTS),
    P(
        "financing_type",
        N_("Art der Finanzierung"),
        K.CHOICE,
        "Nr. 2 ANBest-P",
        options={
            "deficit": N_("Fehlbedarf: was belegt ist und sonst niemand bezahlt"),
            "fixed": N_("fester Betrag"),
            "share": N_("fester Anteil an den Kosten"),
            "full": N_("alle belegten Kosten"),
        },
    ),
    P("own_share_percent", N_("Eigener Anteil"), K.PERCENT, high=100),
    P("other_funding_must_be_told", N_("Anderes Geld für dieselbe Sache muss angegeben werden"), K.SWITCH, "§ 23 LHO"),
    P(
        "payment_mode",
        N_("Auszahlung"),
        K.CHOICE,
        options={"advance": N_("vorab"), "reimbursement": N_("nach Vorlage der Belege")},
    ),
    P("early_start_forbidden", N_("Vor der Zusage darf nicht begonnen werden"), K.SWITCH, "Nr. 1.3 AV § 44 LHO"),
    P(
        "early_start",
        N_("Beginnen darf man"),
        K.CHOICE,
        options={"notice": N_("wenn der Brief da ist"), "resolution": N_("nach dem Beschluss der Jury")},
    ),
    P("submission_lead_days", N_("Ideen müssen vor der Sitzung da sein"), K.DAYS, high=90),
    P("change_days", N_("Zeit zum Nachbessern"), K.DAYS, low=1, high=90),
    P("acceptance_days", N_("Zeit, eine Zusage anzunehmen"), K.DAYS, low=1, high=90),
    P(
        "use_within_months",
        N_("Ausgezahltes Geld ausgeben innerhalb von"),
        K.MONTHS,
        "Nr. 7.2 AV § 44 LHO",
        low=1,
        high=12,
    ),
    P("proof_due_months", N_("Nachweis nach dem Ende des Projekts innerhalb von"), K.MONTHS, low=1, high=12),
    P("proof_latest", N_("Nachweis spätestens im Jahr danach am"), K.DAY_OF_YEAR, hint=N_("Wie 31.01."), high=6),
    P(
        "item_deviation_percent",
        N_("Ein einzelner Posten darf teurer werden um"),
        K.PERCENT,
        "Nr. 1.2 ANBest-P",
        high=100,
    ),
    P("retention_years", N_("Belege aufheben"), K.YEARS, "ANBest-P, Nachweis", low=1, high=30),
    P(
        "publicity",
        N_("Satz, der auf Plakaten und im Netz stehen muss"),
        K.TEXT,
        hint=N_("Leer: keine Pflicht."),
        high=200,
    ),
    P("checklist", N_("Formprüfung"), K.CHECKLIST, "§ 24 VwVfG", hint=N_("Eine Zeile je Punkt: Satz | Grundlage")),
)
JURY: Final = (
    P("size_min", N_("Mitglieder mindestens"), K.COUNT, low=3, high=100),
    P("share_random_percent_min", N_("Durch Los mindestens"), K.PERCENT, high=100),
    P("share_organised_percent_max", N_("Aus Vereinen und Gremien höchstens"), K.PERCENT, high=100),
    P("min_age", N_("Alter"), K.AGE, high=99),
    P("term_years", N_("Amtszeit"), K.YEARS, low=1, high=10),
    P(
        "tie_to_area",
        N_("Bindung an das Gebiet"),
        K.CHOICE,
        options={"lives_or_works": N_("wohnt oder arbeitet dort"), "lives": N_("wohnt dort")},
    ),
    P(
        "invitation_lead_days",
        N_("Einladung und Unterlagen vor der Sitzung"),
        K.DAYS,
        "§ 90 Abs. 1 VwVfG",
        low=1,
        high=60,
    ),
    P(
        "conflict_rule",
        N_("Befangenheit"),
        K.CHOICE,
        "§§ 20, 21 VwVfG",
        options={"vwvfg_20_21": N_("wer befangen ist, geht hinaus und stimmt nicht mit")},
    ),
)
VOTING: Final = (
    P(
        "score_mode",
        N_("Vorher Meinungen sammeln"),
        K.CHOICE,
        hint=N_("Das bereitet nur vor. Es entscheidet die Abstimmung."),
        options={
            "off": N_("nein"),
            "simple": N_("ja, eher ja, eher nein, nein"),
            "criteria": N_("mit Punkten zu einzelnen Fragen"),
        },
    ),
    P(
        "criteria",
        N_("Fragen auf dem Bewertungsbogen"),
        K.CRITERIA,
        hint=N_("Eine Zeile je Frage: Frage | Gewicht | niedrigster Punkt | höchster Punkt"),
    ),
    P(
        "others_visible",
        N_("Die Meinung der anderen sieht man"),
        K.CHOICE,
        options={"after_own": N_("nach der eigenen"), "after_ballot": N_("nach der Abstimmung")},
    ),
    P("quorum", N_("Beschlussfähig"), K.SHARE, "§ 90 Abs. 1 VwVfG", options=QUORUM_WORDS, shares=QUORUMS),
    P("majority", N_("Angenommen"), K.SHARE, "§ 91 VwVfG, § 32 Abs. 1 BGB", options=MAJORITY_WORDS, shares=MAJORITIES),
    P("is_meeting_public", N_("Alle dürfen bei der Sitzung zusehen"), K.SWITCH),
    P("is_vote_public", N_("Alle dürfen bei der Abstimmung zusehen"), K.SWITCH),
)
PARAMETERS: Final = {"fund": FUND, "jury": JURY, "voting": VOTING}
STRUCTS: Final = {"fund": FundRules, "jury": JuryRules, "voting": VotingRules}


def said(parameter: Parameter, value: Any, translate: Translate = str) -> list[str]:
    """How a value reads: one line, or one for each point of a list."""
    match parameter.kind:
        case Kind.MONEY:
            return [format_euro(Cents(value)) if value else translate(N_("nicht festgelegt"))]
        case Kind.CHOICE:
            return [translate(parameter.options[value])]
        case Kind.SWITCH:
            return [translate(N_("ja") if value else N_("nein"))]
        case Kind.SHARE:
            known = variant_of(parameter, value)
            return [translate(parameter.options[known]) if known else _share_said(value, translate)]
        case Kind.DAY_OF_YEAR:
            return [day_shown(value)]
        case Kind.APPLICANTS:
            return [", ".join(translate(text) for name, text in APPLICANTS.items() if name in value)]
        case Kind.CHECKLIST:
            return [f"{point.text} ({point.clause})" if point.clause else point.text for point in value]
        case Kind.CRITERIA:
            line = translate(N_("{text}: Gewicht {weight}, Punkte {low} bis {high}"))
            return [
                line.format(text=translate(c.text), weight=c.weight, low=c.scale_min, high=c.scale_max) for c in value
            ]
        case Kind.TEXT:
            return [value or translate(N_("nicht festgelegt"))]
    one, many = UNITS[parameter.kind]
    return [translate(one if value == 1 else many).format(n=value)]


def variant_of(parameter: Parameter, value: Share) -> str:
    """The name of a share we have words for, else nothing."""
    return next((name for name, share in parameter.shares.items() if share == value), "")


def day_shown(value: str) -> str:
    """01-31 → 31.01."""
    month, _, day = value.partition("-")
    return f"{day}.{month}."


def _share_said(share: Share, translate: Translate) -> str:
    line = translate(N_("mehr als {n}/{d}") if share.is_strict else N_("mindestens {n}/{d}"))
    return line.format(n=share.numerator, d=share.denominator)
