"""Roles, kinds of sessions, how long they last, and what a password must be."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from kiezfonds.ground.actors import Actor
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_

PASSWORD_MIN = 15
TRIES = 8
TRIES_WINDOW = timedelta(minutes=15)
SEEN_STEP = timedelta(minutes=5)
OFFICE_IDLE = timedelta(minutes=60)
LIFETIME = {
    "office": timedelta(hours=12),
    "juror": timedelta(days=60),
    "resident": timedelta(days=30),
}
INVITATION_LIFETIME = timedelta(hours=72)


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


@dataclass(frozen=True)
class Visitor:
    """Who a session belongs to. `roles` is empty for residents and jurors."""

    session: int
    kind: str
    district: int
    person: int
    name: str
    roles: frozenset[Role]

    def actor(self) -> Actor:
        kind = "staff" if self.kind == "office" else self.kind
        return Actor(kind, self.person, ",".join(sorted(self.roles)))

    def has(self, *roles: Role) -> bool:
        return any(role in self.roles for role in roles)


def problems_with_password(password: str, email: str = "") -> list[Problem]:
    """15 characters or more, no rules of composition (NIST SP 800-63B-4, ASVS 6.2)."""
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
