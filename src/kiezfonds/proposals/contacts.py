"""Setting right how an applicant is reached, after the idea was handed in."""

from dataclasses import asdict
from datetime import datetime

from kiezfonds.accounts.actions import update_person
from kiezfonds.accounts.tables import Person
from kiezfonds.audit.actions import record
from kiezfonds.database.work import locked, transaction
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.proposals.handling import Contact

ERASED = Problem(N_("Die Angaben zu dieser Person sind gelöscht."))
NAMELESS = Problem(N_("Ohne Namen geht es nicht."), "name")


async def correct_contact(district: int, person: int, contact: Contact, *, by: Actor, now: datetime) -> list[Problem]:
    """The chain says which facts changed; what they were lies in the line's erasable row."""
    async with transaction():
        (row,) = await locked(Person, Person.district == district, Person.id == person)
        if row["erased_at"] is not None:
            return [ERASED]
        if not contact.name:
            return [NAMELESS]
        changed = {name: value for name, value in asdict(contact).items() if row[name] != value}
        if not changed:
            return []
        await update_person(district, person, **changed)
        secret = {name: [row[name], value] for name, value in changed.items()}
        await record(district, "correct_contact", by=by, now=now, secret=secret, person=person, fields=sorted(changed))
    return []
