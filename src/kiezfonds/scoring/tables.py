"""Tables of what jurors think beforehand."""

from piccolo.columns import Serial
from piccolo.table import Table

from kiezfonds.database.columns import foreign, instant, line, text
from kiezfonds.database.constraints import refuse_when, unique
from kiezfonds.districts.tables import District
from kiezfonds.juries.tables import Seat
from kiezfonds.proposals.tables import ProposalVersion


class ScoreSheet(Table):
    """`opinion` is empty until one is chosen; the note may come first."""

    id: Serial
    district = foreign(District)
    seat = foreign(Seat)
    version = foreign(ProposalVersion)
    opinion = line(20)
    note = text()
    saved_at = instant()


CONFLICTED = (
    "EXISTS (SELECT 1 FROM conflict c JOIN proposal_version v ON v.proposal = c.proposal"
    " WHERE c.seat = NEW.seat AND v.id = NEW.version AND c.withdrawn_at IS NULL)"
)

CONSTRAINTS = (
    unique("score_sheet", "district", "seat", "version"),
    refuse_when("score_sheet", CONFLICTED, name="score_sheet_conflict"),
)
