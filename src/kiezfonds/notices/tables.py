"""Tables of letters."""

from piccolo.columns import Serial
from piccolo.table import Table

from kiezfonds.accounts.tables import Person
from kiezfonds.database.columns import (
    cents,
    count,
    day,
    foreign,
    instant,
    line,
    optional,
    optional_instant,
    text,
    word,
)
from kiezfonds.database.constraints import append_only, frozen_when, index, refuse_when, unique
from kiezfonds.districts.tables import District
from kiezfonds.files.tables import Blob
from kiezfonds.ledger.tables import LedgerEntry
from kiezfonds.meetings.tables import Resolution
from kiezfonds.proposals.tables import Proposal


class LegalCheck(Table):
    id: Serial
    district = foreign(District)
    resolution = foreign(Resolution)
    outcome = word(20)
    reason = text()
    checked_by = foreign(Person)
    checked_at = instant()


class Notice(Table):
    """A letter. Frozen for ever once it is issued; `content` is the canonical JSON it was made from.

    A formal rejection has no resolution. `queue` says who issues: the office, or the district office only.
    """

    id: Serial
    district = foreign(District)
    proposal = foreign(Proposal)
    resolution = optional(Resolution)
    year = count()
    number = count()
    kind = word()
    mode = word()
    state = word()
    queue = line(20)
    amount_cents = cents()
    content = text()
    version = count()
    returned_reason = text()
    drafted_by = foreign(Person)
    drafted_at = instant()
    issued_by = optional(Person)
    issued_at = optional_instant()
    blob = optional(Blob)
    sha256 = line(64)
    commitment = optional(LedgerEntry)


class Posting(Table):
    """Somebody confirms on which day a letter was posted. A later row corrects an earlier one and says why."""

    id: Serial
    district = foreign(District)
    notice = foreign(Notice)
    posted_on = day()
    reason = text()
    confirmed_by = foreign(Person)
    confirmed_at = instant()


CONSTRAINTS = (
    unique("legal_check", "district", "resolution"),
    append_only("legal_check"),
    unique("notice", "district", "year", "number"),
    unique("notice", "district", "resolution"),
    unique("notice", "district", "proposal", where="resolution IS NULL", name="notice_formal_once"),
    frozen_when("notice", "OLD.issued_at IS NOT NULL"),
    refuse_when("notice", "NEW.issued_by IS NOT NULL AND NEW.issued_by = NEW.drafted_by", name="notice_four_eyes"),
    append_only("posting"),
    index("posting", "notice"),
)
