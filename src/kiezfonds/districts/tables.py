"""Tables of the tenants."""

from piccolo.columns import Serial
from piccolo.table import Table

from kiezfonds.database.columns import count, foreign, instant, line, text, word
from kiezfonds.database.constraints import unique


class District(Table):
    id: Serial
    slug = word()
    name = word(80)
    office_name = line()
    phone = line(40)
    office_hours = line()
    mail = line()
    street = line()
    town = line()
    note = text()
    mail_name = line(80)
    mail_reply_to = line(320)
    created_at = instant()


class Area(Table):
    id: Serial
    district = foreign(District)
    slug = word(60)
    name = word(80)
    position = count()
    inhabitants_count = count()
    source = line()


CONSTRAINTS = (
    unique("district", "slug"),
    unique("area", "district", "slug"),
)
