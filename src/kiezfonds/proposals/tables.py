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
from kiezfonds.rounds.tables import DecisionDate, Fund


class Proposal(Table):
    """`number` is given at submission, so drafts leave no gaps; `draft_key` finds a first page sent twice."""

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
    """One point of the formal check, answered for one version."""

    id: Serial
    district = foreign(District)
    version = foreign(ProposalVersion)
    point = word(60)
    is_met = flag()
    note = text()
    answered_by = foreign(Person)
    answered_at = instant()


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
)
