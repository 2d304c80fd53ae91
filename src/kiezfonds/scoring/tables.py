"""Tables of what jurors think beforehand."""

from piccolo.columns import Serial
from piccolo.table import Table

from kiezfonds.database.columns import count, foreign, instant, line, text, word
from kiezfonds.database.constraints import append_only, frozen_when, index, refuse_when, unique
from kiezfonds.districts.tables import District
from kiezfonds.juries.tables import Seat
from kiezfonds.proposals.tables import ProposalVersion
from kiezfonds.rounds.tables import Fund


class ScoreSheet(Table):
    """`opinion` is empty until one is chosen; the note may come first."""

    id: Serial
    district = foreign(District)
    seat = foreign(Seat)
    version = foreign(ProposalVersion)
    opinion = line(20)
    note = text()
    saved_at = instant()


class Criterion(Table):
    """A criterion of a fund, as it stood in the rule set when its first sheet was saved. Never changed again."""

    id: Serial
    district = foreign(District)
    fund = foreign(Fund)
    position = count()
    name = word(80)
    question = line(300)
    weight = count()
    scale_min = count()
    scale_max = count()


class ScoreValue(Table):
    id: Serial
    district = foreign(District)
    sheet = foreign(ScoreSheet)
    criterion = foreign(Criterion)
    value = count()


class ScoreSeal(Table):
    """What the sheets of a version said when its first ballot was opened; from then on they stay as they are."""

    id: Serial
    district = foreign(District)
    version = foreign(ProposalVersion)
    sheets_count = count()
    sha256 = word(64)
    sealed_at = instant()


CONFLICTED = (
    "EXISTS (SELECT 1 FROM conflict c JOIN proposal_version v ON v.proposal = c.proposal"
    " WHERE c.seat = NEW.seat AND v.id = NEW.version AND c.withdrawn_at IS NULL AND c.is_declared_only IS NOT TRUE)"
)
VALUE_CONFLICTED = (
    "EXISTS (SELECT 1 FROM score_sheet o JOIN proposal_version v ON v.id = o.version"
    " JOIN conflict c ON c.seat = o.seat AND c.proposal = v.proposal"
    " WHERE o.id = NEW.sheet AND c.withdrawn_at IS NULL AND c.is_declared_only IS NOT TRUE)"
)
OFF_THE_SCALE = (
    "NOT EXISTS (SELECT 1 FROM criterion k WHERE k.id = NEW.criterion"
    " AND NEW.value BETWEEN k.scale_min AND k.scale_max)"
)
SEALED = (
    "EXISTS (SELECT 1 FROM score_seal z WHERE z.version = NEW.version)"
    " AND NOT EXISTS (SELECT 1 FROM score_sheet o WHERE o.id = NEW.id AND o.opinion = NEW.opinion)"
)
VALUE_SEALED = (
    "EXISTS (SELECT 1 FROM score_sheet o JOIN score_seal z ON z.version = o.version WHERE o.id = {row}.sheet)"
)

CONSTRAINTS = (
    unique("score_sheet", "district", "seat", "version"),
    refuse_when("score_sheet", CONFLICTED, name="score_sheet_conflict"),
    index("score_sheet", "version"),
    unique("criterion", "district", "fund", "position"),
    append_only("criterion"),
    unique("score_value", "district", "sheet", "criterion"),
    index("score_value", "sheet"),
    refuse_when("score_value", VALUE_CONFLICTED, name="score_value_conflict"),
    refuse_when("score_value", OFF_THE_SCALE, name="score_value_scale"),
    unique("score_seal", "district", "version"),
    append_only("score_seal"),
    refuse_when("score_sheet", SEALED, name="score_sheet_sealed"),
    refuse_when("score_value", VALUE_SEALED.format(row="NEW"), name="score_value_too_late"),
    frozen_when("score_value", VALUE_SEALED.format(row="OLD"), name="score_value_sealed"),
)
