"""The people of the demo: every one invented, and named so that nobody takes them for real."""

from itertools import product

from kiezfonds.accounts.rules import Role
from kiezfonds.juries.rules import Function, MemberDraft, MemberGroup

INVENTED = "(erfunden)"
DOMAIN = "kiez.example"
TOWN = "10365 Berlin"

FIRST = (
    "Ada", "Ben", "Cem", "Dana", "Elif", "Fritz", "Gül", "Hanna", "Ivo", "Jana",
    "Kofi", "Lotte", "Mai", "Nils", "Olga", "Pawel", "Quang", "Rosa", "Sina", "Timo",
    "Uta", "Viktor", "Wanda", "Xenia", "Yusuf", "Zoe", "Anton", "Birte", "Clemens", "Duygu",
)  # fmt: skip
LAST = ("Muster", "Vorlage", "Probe", "Modell", "Attrappe", "Exempel", "Schablone")

STAFF = (
    ("berta", "Berta Beispiel", Role.COORDINATOR),
    ("bruno", "Bruno Beispiel", Role.COORDINATOR),
    ("doris", "Doris Dummy", Role.DISTRICT_OFFICE),
    ("paula", "Paula Platzhalter", Role.AUDITOR),
    ("vera", "Vera Verzeichnis", Role.ADMINISTRATOR),
)
NEIGHBOUR = ("nadja", "Nadja Nebenan", Role.COORDINATOR)

CONTACT = {
    "office_name": f"Stadtteilkoordination Beispielkiez {INVENTED}",
    "phone": "030 23125 001",  # numbers set aside for films (Bundesnetzagentur)
    "office_hours": "Mo–Do 11–15 Uhr",
    "mail": f"buero@{DOMAIN}",
    "street": "Musterstraße 1",
    "town": TOWN,
}

JURY = (
    ("Carla", "Beispiel", Function.CHAIR),
    ("Can", "Beispiel", Function.DEPUTY),
    ("Linh", "Beispiel", Function.MEMBER),
    ("Otto", "Beispiel", Function.MEMBER),
    ("Samira", "Beispiel", Function.MEMBER),
    ("Gerd", "Beispiel", Function.MEMBER),
    ("Ewa", "Beispiel", Function.MEMBER),
    ("Tarik", "Beispiel", Function.MEMBER),
    ("Inge", "Beispiel", Function.MEMBER),
    ("Jonas", "Beispiel", Function.MEMBER),
    ("Nadia", "Beispiel", Function.MEMBER),
    ("Hedwig", "Beispiel", Function.MEMBER),
    ("Milan", "Beispiel", Function.MEMBER),
    ("Rita", "Beispiel", Function.MEMBER),
    ("Phuong", "Beispiel", Function.MEMBER),
)

SIZE = len(JURY)
NAMES = [f"{first} {last}" for last, first in product(LAST, FIRST)]


def todays_jury() -> list[MemberDraft]:
    """With mail addresses of a domain that cannot exist, so that invitations go out."""
    return [
        MemberDraft(
            name=f"{first} {last}",
            email=f"{first.lower()}.{last.lower()}@{DOMAIN}",
            street=f"Musterweg {number}",
            town=TOWN,
            group=_group(number),
            function=function,
        )
        for number, (first, last, function) in enumerate(JURY, start=1)
    ]


def past_jury(position: int) -> list[MemberDraft]:
    """The jury of another area; without mail addresses: they got their invitations by post."""
    names = NAMES[position * SIZE : (position + 1) * SIZE]
    functions = [Function.CHAIR, Function.DEPUTY] + [Function.MEMBER] * (SIZE - 2)
    return [
        MemberDraft(name=name, street=f"Musterweg {number}", town=TOWN, group=_group(number), function=function)
        for number, (name, function) in enumerate(zip(names, functions, strict=True), start=1)
    ]


def applicant(position: int) -> str:
    """Who answers for a project; published projects name organisations, never persons."""
    first = FIRST[(position * 7) % len(FIRST)]
    return f"{first} Erfunden"


def _group(number: int) -> MemberGroup:
    """Nine drawn, six from associations: 60 to 40, as the rule set asks."""
    return MemberGroup.DRAWN if number % 5 in (0, 1, 3) else MemberGroup.ORGANISED
