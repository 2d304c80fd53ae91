"""Tables of minutes."""

from piccolo.columns import Serial
from piccolo.table import Table

from kiezfonds.accounts.tables import Person
from kiezfonds.database.columns import count, foreign, instant, optional_instant, text, word
from kiezfonds.database.constraints import append_only, unique
from kiezfonds.districts.tables import District
from kiezfonds.files.tables import Blob
from kiezfonds.meetings.tables import AgendaItem, Meeting


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


CONSTRAINTS = (
    unique("minutes", "district", "meeting"),
    unique("minutes_passage", "district", "minutes", "item"),
    unique("minutes_edition", "district", "minutes", "number"),
    append_only("minutes_edition"),
)
