"""Where a member and an applicant may belong together: a hint only. A person confirms it, or says that it is not so."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from kiezfonds.ground.text import N_
from kiezfonds.juries.rules import Ground


class Likeness(StrEnum):
    """In the order of their weight; of several only the first is told."""

    PERSON = "person"
    MAIL = "mail"
    ORGANISATION = "organisation"
    HOUSEHOLD = "household"
    FAMILY_NAME = "family_name"

    @property
    def label(self) -> str:
        return LIKENESS_LABELS[self][0]

    @property
    def ground(self) -> Ground:
        """What it would most likely be, to be chosen beforehand in the form."""
        return LIKENESS_LABELS[self][1]


LIKENESS_LABELS = {
    Likeness.PERSON: (N_("dieselbe Person"), Ground.APPLICANT),
    Likeness.MAIL: (N_("dieselbe E-Mail-Adresse"), Ground.APPLICANT),
    Likeness.ORGANISATION: (N_("derselbe Verein oder dieselbe Einrichtung"), Ground.PAID),
    Likeness.HOUSEHOLD: (N_("dieselbe Anschrift oder Telefonnummer"), Ground.RELATIVE),
    Likeness.FAMILY_NAME: (N_("derselbe Nachname"), Ground.RELATIVE),
}
TOO_COMMON = 4  # letters; shorter family names say too little
LEGAL_FORMS = frozenset(
    {"ev", "e", "v", "ggmbh", "gmbh", "gug", "ug", "eg", "verein", "der", "die", "das", "für", "und"}
)


@dataclass(frozen=True)
class Party:
    """A member (`id` is the seat) or an applicant (`id` is the proposal)."""

    id: int
    person: int
    name: str
    email: str = ""
    phone: str = ""
    street: str = ""
    town: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class Hint:
    seat: int
    proposal: int
    likeness: Likeness


def hints(members: Iterable[Party], applicants: Collection[Party], known: Collection[tuple[int, int]]) -> list[Hint]:
    """Without the pairs (seat, proposal) about which somebody has already said something."""
    found = []
    for member in members:
        for applicant in applicants:
            likeness = likeness_of(member, applicant)
            if likeness and (member.id, applicant.id) not in known:
                found.append(Hint(member.id, applicant.id, likeness))
    return found


def likeness_of(member: Party, applicant: Party) -> Likeness | None:
    if member.person == applicant.person:
        return Likeness.PERSON
    if member.email and member.email.lower() == applicant.email.lower():
        return Likeness.MAIL
    if _organisation(member.organisation) and _organisation(member.organisation) == _organisation(
        applicant.organisation
    ):
        return Likeness.ORGANISATION
    if _shares_household(member, applicant):
        return Likeness.HOUSEHOLD
    name = _family_name(member.name)
    return Likeness.FAMILY_NAME if len(name) >= TOO_COMMON and name == _family_name(applicant.name) else None


def _shares_household(one: Party, other: Party) -> bool:
    phone = _digits(one.phone)
    if len(phone) >= 6 and phone == _digits(other.phone):
        return True
    street = _street(one.street)
    towns = _digits(one.town), _digits(other.town)
    return (
        any(map(str.isdigit, street)) and street == _street(other.street) and (towns[0] == towns[1] or not all(towns))
    )


def _street(text: str) -> str:
    plain = re.sub(r"stra(ß|ss)e\b|str\b\.?", "str", text.casefold().replace("ß", "ss").replace("strasse", "str"))
    return re.sub(r"[^\w]", "", plain)


def _digits(text: str) -> str:
    plain = re.sub(r"^\s*(\+49|0049)", "0", text)
    return re.sub(r"\D", "", plain)


def _organisation(text: str) -> str:
    words = re.findall(r"\w+", text.casefold())
    return " ".join(word for word in words if word not in LEGAL_FORMS)


def _family_name(text: str) -> str:
    words = text.casefold().split()
    return words[-1] if len(words) > 1 else ""
