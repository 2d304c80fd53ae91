"""Tables of minutes."""

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
    optional_count,
    optional_day,
    optional_instant,
    text,
    word,
)
from kiezfonds.database.constraints import append_only, index, unique
from kiezfonds.districts.tables import District
from kiezfonds.files.tables import Blob
from kiezfonds.juries.tables import Seat
from kiezfonds.meetings.tables import AgendaItem, Ballot, Meeting


class Minutes(Table):
    id: Serial
    district = foreign(District)
    meeting = foreign(Meeting)
    state = word()
    opening = text()
    closing = text()
    version = count()
    created_at = instant()
    approved_at = optional_instant()
    circulated_at = optional_instant()
    objections_until_on = optional_day()
    published_at = optional_instant()
    published_number = optional_count()
    correction = text()


class MinutesPassage(Table):
    """The gist of one agenda item, as the office words it."""

    id: Serial
    district = foreign(District)
    minutes = foreign(Minutes)
    item = foreign(AgendaItem)
    gist = text()


class MinutesEdition(Table):
    id: Serial
    district = foreign(District)
    minutes = foreign(Minutes)
    number = count()
    blob = foreign(Blob)
    sha256 = word(64)
    chain_end = word(64)
    made_by = foreign(Person)
    made_at = instant()
    is_public = flag()
    correction = text()


class MinutesApproval(Table):
    """Who approved which edition, when and how: by a ballot of the next meeting, or as the office noted it."""

    id: Serial
    district = foreign(District)
    minutes = foreign(Minutes)
    edition = count()
    approved_on = day()
    how = line(300)
    ballot = optional(Ballot)
    noted_at = instant()


class MinutesComment(Table):
    """What a member of the jury says against the circulated edition."""

    id: Serial
    district = foreign(District)
    minutes = foreign(Minutes)
    seat = foreign(Seat)
    edition = count()
    remark = text()
    made_at = instant()


CONSTRAINTS = (
    unique("minutes", "district", "meeting"),
    unique("minutes_passage", "district", "minutes", "item"),
    unique("minutes_edition", "district", "minutes", "number", "is_public"),
    append_only("minutes_edition"),
    unique("minutes_approval", "district", "minutes", "edition"),
    append_only("minutes_approval"),
    index("minutes_comment", "minutes"),
)
