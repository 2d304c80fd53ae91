"""Tables of meetings, presence, ballots and resolutions."""

from piccolo.columns import Serial
from piccolo.table import Table

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
from kiezfonds.districts.tables import District
from kiezfonds.juries.tables import Jury, Seat
from kiezfonds.ledger.tables import LedgerEntry
from kiezfonds.proposals.tables import Proposal, ProposalVersion
from kiezfonds.rounds.tables import DecisionDate


class Meeting(Table):
    id: Serial
    district = foreign(District)
    jury = foreign(Jury)
    decision_date = foreign(DecisionDate)
    chair = optional(Seat)
    year = count()
    number = count()
    state = word()
    begins_at = instant()
    place = line()
    recorder = line()
    is_public = flag()
    created_at = instant()
    invited_at = optional_instant()
    opened_at = optional_instant()
    closed_at = optional_instant()
    cancelled_at = optional_instant()
    cancel_reason = text()
    inquorate_at = optional_instant()
    repeats = optional("self")
    staff_present = text()
    guest_count = optional_count()
    minutes_public_at = optional_instant()


class MeetingPause(Table):
    id: Serial
    district = foreign(District)
    meeting = foreign(Meeting)
    from_at = instant()
    until_at = optional_instant()


class AgendaItem(Table):
    id: Serial
    district = foreign(District)
    meeting = foreign(Meeting)
    position = count()
    kind = word(20)
    title = line()
    proposal = optional(Proposal)
    version = optional(ProposalVersion)
    state = word()
    previous = optional(Meeting)


class MeetingReply(Table):
    """„Ich komme“ or „Ich kann nicht“; the last word counts."""

    id: Serial
    district = foreign(District)
    meeting = foreign(Meeting)
    seat = foreign(Seat)
    answer = word(20)
    replied_at = instant()


class Presence(Table):
    id: Serial
    district = foreign(District)
    meeting = foreign(Meeting)
    seat = foreign(Seat)
    from_at = instant()
    until_at = optional_instant()


class Ballot(Table):
    """The numbers of the opening are kept, so that anyone can compute the quorum again."""

    id: Serial
    district = foreign(District)
    meeting = foreign(Meeting)
    item = foreign(AgendaItem)
    number = count()
    motion = text()
    kind = word(20)
    amount_cents = optional_cents()
    conditions = text()
    method = word(20)
    rule = text()
    state = word()
    appointed_count = count()
    present_count = count()
    excluded_count = count()
    excluded_present_count = count()
    entitled_count = count()
    needed_count = count()
    is_quorate = flag()
    yes_count = optional_count()
    no_count = optional_count()
    abstain_count = optional_count()
    is_accepted = optional_flag()
    closed_present_count = optional_count()
    closed_excluded_count = optional_count()
    closed_excluded_present_count = optional_count()
    is_quorate_at_close = optional_flag()
    quorum_reason = text()
    opened_at = instant()
    closed_at = optional_instant()
    confirmed_at = optional_instant()
    annulled_at = optional_instant()
    annulled_reason = text()
    condition_kind = line(20)
    condition_due_on = optional_day()


class BallotSeat(Table):
    """Who may vote in this ballot, fixed at its opening."""

    id: Serial
    district = foreign(District)
    ballot = foreign(Ballot)
    seat = foreign(Seat)


class Vote(Table):
    id: Serial
    district = foreign(District)
    ballot = foreign(Ballot)
    seat = foreign(Seat)
    choice = word(20)
    cast_at = instant()


class LateVote(Table):
    """Somebody voted after the close; refused, and shown to the chair. What they chose is not kept."""

    id: Serial
    district = foreign(District)
    ballot = foreign(Ballot)
    seat = foreign(Seat)
    came_at = instant()


class Resolution(Table):
    id: Serial
    district = foreign(District)
    meeting = foreign(Meeting)
    item = foreign(AgendaItem)
    ballot = foreign(Ballot)
    proposal = foreign(Proposal)
    version = foreign(ProposalVersion)
    number = count()
    kind = word(20)
    amount_cents = cents()
    conditions = text()
    reason = text()
    reservation = optional(LedgerEntry)
    resolved_at = instant()
    condition_kind = line(20)
    condition_due_on = optional_day()
    defer_to = optional(DecisionDate)
    rank = optional_count()
    promoted_from = optional("self")


class ConditionOutcome(Table):
    """Whether a precondition was met in time; the office says so once."""

    id: Serial
    district = foreign(District)
    resolution = foreign(Resolution)
    outcome = word(20)
    note = text()
    decided_at = instant()


BALLOT_CLOSED = "NOT EXISTS (SELECT 1 FROM ballot b WHERE b.id = NEW.ballot AND b.state = 'open')"
NOT_ENTITLED = "NOT EXISTS (SELECT 1 FROM ballot_seat s WHERE s.ballot = NEW.ballot AND s.seat = NEW.seat)"

CONSTRAINTS = (
    unique("meeting", "district", "year", "number"),
    unique("meeting", "district", "decision_date"),
    index("meeting", "district", "begins_at"),
    unique("agenda_item", "district", "meeting", "position"),
    index("agenda_item", "proposal"),
    unique("meeting_reply", "district", "meeting", "seat"),
    unique("presence", "district", "meeting", "seat", where="until_at IS NULL", name="presence_once"),
    index("presence", "meeting"),
    unique("meeting_pause", "district", "meeting", where="until_at IS NULL", name="meeting_pause_once"),
    index("meeting_pause", "meeting"),
    unique("ballot", "district", "meeting", "number"),
    unique("ballot", "district", "meeting", where="state = 'open'", name="ballot_one_open"),
    frozen_when("ballot", "OLD.state IN ('confirmed', 'annulled')"),
    unique("ballot_seat", "district", "ballot", "seat"),
    append_only("ballot_seat"),
    unique("vote", "district", "ballot", "seat"),
    refuse_when("vote", BALLOT_CLOSED, name="vote_ballot_closed"),
    refuse_when("vote", NOT_ENTITLED, name="vote_not_entitled"),
    unique("late_vote", "district", "ballot", "seat"),
    unique("resolution", "district", "ballot", where="promoted_from IS NULL"),
    unique("resolution", "district", "promoted_from", where="promoted_from IS NOT NULL"),
    unique("resolution", "district", "meeting", "number"),
    index("resolution", "proposal"),
    append_only("resolution"),
    unique("condition_outcome", "district", "resolution"),
    append_only("condition_outcome"),
)
