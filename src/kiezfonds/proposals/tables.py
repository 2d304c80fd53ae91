"""Tables of proposals."""

from piccolo.columns import Serial
from piccolo.table import Table

from kiezfonds.accounts.tables import Person
from kiezfonds.database.columns import (
    cents,
    count,
    flag,
    foreign,
    instant,
    line,
    optional,
    optional_cents,
    optional_count,
    optional_day,
    optional_flag,
    optional_instant,
    text,
    word,
)
from kiezfonds.database.constraints import append_only, frozen_when, index, refuse_when, unique
from kiezfonds.districts.tables import Area, District
from kiezfonds.files.tables import Blob
from kiezfonds.rounds.tables import DecisionDate, Fund


class Proposal(Table):
    """`number` is given at submission, so drafts leave no gaps; `draft_key` finds a first page sent twice.

    `chosen_at` is when its writer last chose it to work on: of several open ones the idea pages show the latest.
    """

    id: Serial
    district = foreign(District)
    fund = foreign(Fund)
    area = optional(Area)
    decision_date = optional(DecisionDate)
    applicant = foreign(Person)
    year = count()
    number = optional_count()
    state = word()
    channel = word()
    draft_key = line(64)
    is_late = flag()
    created_at = instant()
    submitted_at = optional_instant()
    received_on = optional_day()
    chosen_at = optional_instant()


class ProposalVersion(Table):
    """All content. Open while `submitted_at` is empty, then never changed again."""

    id: Serial
    district = foreign(District)
    proposal = foreign(Proposal)
    number = count()
    lang = word(10)
    title = line(120)
    summary = line(300)
    description = text()
    place = line()
    starts_on = optional_day()
    ends_on = optional_day()
    applicant_kind = line(20)
    group_name = line()
    volunteer_work = text()
    requested_cents = optional_cents()
    smallest_useful_cents = optional_cents()
    limit_reason = text()
    has_other_funding = optional_flag()
    other_funding = text()
    other_funding_cents = optional_cents()
    is_not_begun = flag()
    is_true = flag()
    has_read_rules = flag()
    has_read_privacy = flag()
    submitted_at = optional_instant()


class CostItem(Table):
    id: Serial
    district = foreign(District)
    version = foreign(ProposalVersion)
    position = count()
    label = line(120)
    quantity_count = count()
    unit_cents = cents()


class ProposalTransition(Table):
    id: Serial
    district = foreign(District)
    proposal = foreign(Proposal)
    from_state = word()
    to_state = word()
    actor_kind = word(20)
    actor_id = count()
    actor_role = line(40)
    reason = text()
    happened_at = instant()


class CheckAnswer(Table):
    """One point of the formal check, answered for one version; `is_met` empty: still open, perhaps with a note."""

    id: Serial
    district = foreign(District)
    version = foreign(ProposalVersion)
    point = word(60)
    is_met = optional_flag()
    note = text()
    answered_by = foreign(Person)
    answered_at = instant()


class ChangeRequest(Table):
    """What the office asks the applicant to change in one version, and until when; open while `ended_at` is empty."""

    id: Serial
    district = foreign(District)
    proposal = foreign(Proposal)
    version = foreign(ProposalVersion)
    text = text()
    due_at = instant()
    asked_by = foreign(Person)
    asked_at = instant()
    ended_at = optional_instant()
    outcome = line(20)


class FormalRejection(Table):
    """Why a proposal does not fit the rules: what its letter rests on."""

    id: Serial
    district = foreign(District)
    proposal = foreign(Proposal)
    version = foreign(ProposalVersion)
    reason = text()
    decided_by = foreign(Person)
    decided_at = instant()


class RejectionGround(Table):
    """One point of the checklist that is not met, as the rule set worded it that day."""

    id: Serial
    district = foreign(District)
    rejection = foreign(FormalRejection)
    position = count()
    point = line(60)
    clause = line(300)
    text = text()


class Intake(Table):
    """Who in the office keyed in an idea that did not come by web, and how the declarations were made."""

    id: Serial
    district = foreign(District)
    proposal = foreign(Proposal)
    received_by = foreign(Person)
    declared = word(20)
    note = text()
    entered_at = instant()


class Withdrawal(Table):
    """Taken back by the applicant; `told` and `told_on` say how the office heard of it."""

    id: Serial
    district = foreign(District)
    proposal = foreign(Proposal)
    told = word(20)
    told_on = optional_day()
    reason = text()
    entered_at = instant()


class Attachment(Table):
    """A picture or a PDF that belongs to one version; seen by the office alone, pictures by the jury too."""

    id: Serial
    district = foreign(District)
    version = foreign(ProposalVersion)
    blob = foreign(Blob)
    position = count()
    kind = word(10)
    name = line(120)
    alt = line(300)
    width_count = count()
    height_count = count()
    created_at = instant()


class AttachmentRelease(Table):
    """The office lets everybody see a picture; taken back once `ended_at` is set."""

    id: Serial
    district = foreign(District)
    attachment = foreign(Attachment)
    released_by = foreign(Person)
    released_at = instant()
    ended_by = optional(Person)
    ended_at = optional_instant()


HANDED_IN = "EXISTS (SELECT 1 FROM proposal_version v WHERE v.id = {row}.version AND v.submitted_at IS NOT NULL)"

CONSTRAINTS = (
    unique("proposal", "district", "year", "number"),
    unique("proposal", "district", "draft_key", where="draft_key <> ''", name="proposal_draft_key"),
    index("proposal", "district", "state"),
    index("proposal", "decision_date"),
    index("proposal", "applicant"),
    unique("proposal_version", "district", "proposal", "number"),
    index("proposal_version", "proposal", "number"),
    frozen_when("proposal_version", "OLD.submitted_at IS NOT NULL"),
    unique("cost_item", "district", "version", "position"),
    index("cost_item", "version"),
    frozen_when("cost_item", HANDED_IN.format(row="OLD")),
    refuse_when("cost_item", HANDED_IN.format(row="NEW"), name="cost_item_too_late"),
    index("proposal_transition", "proposal"),
    append_only("proposal_transition"),
    unique("check_answer", "district", "version", "point"),
    unique("attachment", "district", "version", "position"),
    unique("attachment", "district", "version", "blob"),
    frozen_when("attachment", HANDED_IN.format(row="OLD")),
    refuse_when("attachment", HANDED_IN.format(row="NEW"), name="attachment_too_late"),
    unique("attachment_release", "district", "attachment", where="ended_at IS NULL", name="attachment_release_now"),
    frozen_when("attachment_release", "OLD.ended_at IS NOT NULL"),
    unique("change_request", "proposal", where="ended_at IS NULL", name="change_request_open"),
    index("change_request", "district", "proposal"),
    unique("formal_rejection", "district", "proposal"),
    append_only("formal_rejection"),
    unique("rejection_ground", "district", "rejection", "position"),
    append_only("rejection_ground"),
    unique("intake", "district", "proposal"),
    unique("withdrawal", "district", "proposal"),
)
