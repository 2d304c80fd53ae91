"""Tables of persons and of how they prove who they are."""

from piccolo.columns import Serial
from piccolo.table import Table

from kiezfonds.database.columns import count, day, flag, foreign, instant, line, optional, optional_instant, word
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
    device = line(80)
    waits_for = line(20)


class SecondFactor(Table):
    """The secret of the app comes from `salt` and the server's key, so it stands in no row (`second_factors`)."""

    id: Serial
    district = foreign(District)
    person = foreign(Person)
    salt = word(64)
    last_step = count()
    confirmed_at = instant()


class RecoveryCode(Table):
    """Works once, instead of a code from the app; only its SHA-256 is stored."""

    id: Serial
    district = foreign(District)
    person = foreign(Person)
    code_hash = word(64)
    created_at = instant()
    used_at = optional_instant()


class Deputyship(Table):
    """From one day to another, both included, `deputy` has the roles of `absent`."""

    id: Serial
    district = foreign(District)
    absent = foreign(Person)
    deputy = foreign(Person)
    from_on = day()
    until_on = day()
    arranged_by = optional(Person)
    created_at = instant()
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


class AccessCode(Table):
    """For people without e-mail; of the code only the SHA-256, of code and PIN together an argon2 hash."""

    id: Serial
    district = foreign(District)
    person = foreign(Person)
    code_hash = word(64)
    pin_hash = word(200)
    created_at = instant()
    ended_at = optional_instant()
    last_used_at = optional_instant()


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
    unique("second_factor", "person"),
    unique("recovery_code", "district", "code_hash"),
    index("recovery_code", "person"),
    index("deputyship", "deputy"),
    index("deputyship", "absent"),
    unique("access_link", "token_hash"),
    index("access_link", "person"),
    unique("access_code", "district", "code_hash"),
    unique("access_code", "person", where="ended_at IS NULL", name="access_code_current"),
    unique("throttle", "district", "bucket"),
)
