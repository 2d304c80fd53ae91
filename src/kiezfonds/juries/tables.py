"""Tables of juries."""

from piccolo.columns import Serial
from piccolo.table import Table

from kiezfonds.accounts.tables import Person
from kiezfonds.database.columns import (
    count,
    day,
    flag,
    foreign,
    instant,
    line,
    optional_count,
    optional_day,
    optional_instant,
    text,
    word,
)
from kiezfonds.database.constraints import index, unique
from kiezfonds.districts.tables import Area, District
from kiezfonds.proposals.tables import Proposal


class Jury(Table):
    id: Serial
    district = foreign(District)
    area = foreign(Area)
    name = word(120)
    term_from_on = day()
    term_until_on = optional_day()
    created_at = instant()


class Seat(Table):
    """One person's membership. `number` orders the jury's list and is what colleagues see beside the name."""

    id: Serial
    district = foreign(District)
    jury = foreign(Jury)
    person = foreign(Person)
    number = count()
    function = word(20)
    member_group = word(20)
    organisation = line()
    appointed_on = day()
    ended_on = optional_day()


class Conflict(Table):
    """`is_declared_only`: a fact that was told and does not exclude; the jury or the office decides about it."""

    id: Serial
    district = foreign(District)
    seat = foreign(Seat)
    proposal = foreign(Proposal)
    ground = word(40)
    note = text()
    declared_by_kind = word(20)
    declared_by_id = count()
    declared_at = instant()
    is_declared_only = flag()
    decided_by_kind = line(20)
    decided_by_id = optional_count()
    decided_at = optional_instant()
    withdrawn_at = optional_instant()


CONSTRAINTS = (
    unique("jury", "district", "area", "term_from_on"),
    unique("seat", "district", "jury", "person"),
    unique("seat", "district", "jury", "number"),
    unique("seat", "district", "jury", where="function = 'chair' AND ended_on IS NULL", name="seat_one_chair"),
    index("seat", "person"),
    unique("conflict", "district", "seat", "proposal"),
    index("conflict", "proposal"),
)
