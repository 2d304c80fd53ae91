"""Roles, kinds of sessions, how long they last, and what a password must be."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address

from kiezfonds.ground.actors import Actor
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_

PASSWORD_MIN = 12
TRIES = 8
TRIES_PER_PLACE = 40
CODE_TRIES = 5
CODE_TRIES_A_DAY = 30
TRIES_WINDOW = timedelta(minutes=15)
DAY_WINDOW = timedelta(days=1)
SEEN_STEP = timedelta(minutes=5)
OFFICE_IDLE = timedelta(minutes=60)
LIFETIME = {
    "office": timedelta(hours=12),
    "juror": timedelta(days=60),
    "resident": timedelta(days=30),
}
STEPS_LIFETIME = timedelta(minutes=30)
INVITATION_LIFETIME = timedelta(days=7)
LONGEST_DEPUTYSHIP = timedelta(days=184)


class Role(StrEnum):
    COORDINATOR = "coordinator"
    DISTRICT_OFFICE = "district_office"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        return ROLE_LABELS[self]


ROLE_LABELS = {
    Role.COORDINATOR: N_("Stadtteilkoordination"),
    Role.DISTRICT_OFFICE: N_("Bezirksamt"),
    Role.AUDITOR: N_("Prüfung"),
    Role.ADMINISTRATOR: N_("Verwaltung der Zugänge"),
}

ACTING = (Role.COORDINATOR, Role.DISTRICT_OFFICE)
READING = (*ACTING, Role.AUDITOR)
"""Who may look at what names no role: everybody who has to do with proposals and money."""


class Step(StrEnum):
    """What a session still waits for; until then it opens nothing but the page of this step."""

    PASSWORD = "password"  # noqa: S105 - the name of a step
    FACTOR = "factor"
    CODE = "code"


@dataclass(frozen=True)
class Newcomer:
    """Somebody between two steps of signing in."""

    session: int
    district: int
    person: int
    name: str
    email: str
    step: Step

    def actor(self) -> Actor:
        return Actor("staff", self.person, "staff")


@dataclass(frozen=True)
class Visitor:
    """Who a session belongs to. `roles` is empty for residents and jurors; with those of people one stands in for."""

    session: int
    kind: str
    district: int
    person: int
    name: str
    roles: frozenset[Role]
    stands_in_for: tuple[str, ...] = ()

    def actor(self) -> Actor:
        """The person, with the roles that act; who only reads or only keeps the accounts is named as that."""
        kind = "staff" if self.kind == "office" else self.kind
        acting = self.roles & set(ACTING) or self.roles
        return Actor(kind, self.person, ",".join(sorted(acting)))

    def has(self, *roles: Role) -> bool:
        return any(role in self.roles for role in roles)


def problems_with_password(password: str, email: str = "") -> list[Problem]:
    """12 characters or more beside a second factor, no rules of composition (NIST SP 800-63B-4, ASVS 6.2)."""
    if len(password) < PASSWORD_MIN:
        return [
            Problem(
                N_("Das Passwort ist zu kurz. Nehmen Sie mindestens {min} Zeichen, zum Beispiel vier Wörter."),
                field="password",
                values={"min": PASSWORD_MIN},
            )
        ]
    if len(set(password)) < 5 or (email and email.lower() in password.lower()):
        return [Problem(N_("Dieses Passwort ist zu leicht zu erraten."), field="password")]
    return []


def network_of(address: str) -> str:
    """What tries are counted by: one IPv4 address, or the /64 of a household with IPv6."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(parsed.packed[:8].hex()) if isinstance(parsed, IPv6Address) else str(parsed)


def problems_with_deputyship(absent: int, deputy: int, from_on: date, until_on: date, today: date) -> list[Problem]:
    if absent == deputy:
        return [Problem(N_("Niemand kann sich selbst vertreten."), field="deputy")]
    if until_on < from_on:
        return [Problem(N_("Das Ende liegt vor dem Anfang."), field="until_on")]
    if until_on < today:
        return [Problem(N_("Diese Zeit ist schon vorbei."), field="until_on")]
    if until_on - from_on > LONGEST_DEPUTYSHIP:
        return [Problem(N_("Eine Vertretung dauert höchstens ein halbes Jahr."), field="until_on")]
    return []
