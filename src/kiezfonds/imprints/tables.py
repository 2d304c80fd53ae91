"""Tables of what an office says about itself, and of reported barriers."""

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
    optional,
    optional_day,
    optional_instant,
    text,
)
from kiezfonds.database.constraints import index, unique
from kiezfonds.districts.tables import District


class Imprint(Table):
    """One row for each district; what is empty was not entered yet."""

    id: Serial
    district = foreign(District)
    responsible_body = line()
    representative = line()
    register = line()
    supervision = line()
    vat_number = line(40)
    editor = line()
    controller = text()
    officer = text()
    processors = text()
    authority = text()
    retention = text()
    conformity = line(20)
    gaps = text()
    alternatives = text()
    assessed_how = line()
    assessed_on = optional_day()
    updated_at = instant()


class BarrierReport(Table):
    """Something somebody could not use; answered within one month."""

    id: Serial
    district = foreign(District)
    number = count()
    page = line()
    words = text()
    name = line()
    email = line(320)
    created_at = instant()
    due_on = day()
    answer = text()
    is_mailed = flag()
    answered_at = optional_instant()
    answered_by = optional(Person)


CONSTRAINTS = (
    unique("imprint", "district"),
    unique("barrier_report", "district", "number"),
    index("barrier_report", "district", "answered_at"),
)
