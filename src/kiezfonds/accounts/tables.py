"""Tables of persons and of how they prove who they are."""

from piccolo.columns import Serial
from piccolo.table import Table

from kiezfonds.database.columns import count, flag, foreign, instant, line, optional_instant, word
from kiezfonds.database.constraints import index, unique
from kiezfonds.districts.tables import District


class Person(Table):
    id: Serial
    district = foreign(District)
    name = line()
    email = line(320)
    phone = line(40)
    street = line()
    town = line()
    lang = word(10)
    created_at = instant()
    erased_at = optional_instant()


class StaffAccount(Table):
    id: Serial
    district = foreign(District)
    person = foreign(Person)
    email = word(320)
    password_hash = line()
    created_at = instant()
    disabled_at = optional_instant()


class StaffRole(Table):
    id: Serial
    district = foreign(District)
    person = foreign(Person)
    role = word()
    given_at = instant()


class Session(Table):
    id: Serial
    district = foreign(District)
    person = foreign(Person)
    kind = word()
    token_hash = word(64)
    created_at = instant()
    seen_at = instant()
    expires_at = instant()
    ended_at = optional_instant()


class AccessLink(Table):
    id: Serial
    district = foreign(District)
    person = foreign(Person)
    kind = word()
    purpose = word()
    target = word(200)
    token_hash = word(64)
    is_reusable = flag()
    created_at = instant()
    expires_at = instant()
    used_at = optional_instant()
    ended_at = optional_instant()


class Throttle(Table):
    """How often something was tried under one key since `since_at`."""

    id: Serial
    district = foreign(District)
    bucket = word(100)
    tries_count = count()
    since_at = instant()


CONSTRAINTS = (
    index("person", "district"),
    unique("staff_account", "district", "email"),
    unique("staff_account", "person"),
    unique("staff_role", "district", "person", "role"),
    unique("session", "token_hash"),
    index("session", "person"),
    unique("access_link", "token_hash"),
    index("access_link", "person"),
    unique("throttle", "district", "bucket"),
)
