"""Tables of funds, rules and calls."""

from piccolo.columns import Serial
from piccolo.table import Table

from kiezfonds.database.columns import (
    cents,
    count,
    foreign,
    instant,
    line,
    optional_day,
    optional_instant,
    text,
    word,
)
from kiezfonds.database.constraints import append_only, index, unique
from kiezfonds.districts.tables import Area, District


class RuleSet(Table):
    """Never changed; a new version is a new row."""

    id: Serial
    district = foreign(District)
    name = word(80)
    version = count()
    preset = word()
    schema_version = count()
    content = text()
    sha256 = word(64)
    created_at = instant()


class Fund(Table):
    id: Serial
    district = foreign(District)
    rule_set = foreign(RuleSet)
    slug = word(60)
    name = word(80)
    year = count()
    state = word()
    total_cents = cents()
    notice_mode = line(40)
    issuing_body = line()
    legal_basis = line(300)
    complaints_desk = line()
    authority_seat = line()
    freeze_reason = text()
    confirmed_by = line()
    confirmed_on = optional_day()
    created_at = instant()


class Call(Table):
    id: Serial
    district = foreign(District)
    fund = foreign(Fund)
    number = count()
    title = word(120)
    intro = text()
    state = word()
    created_at = instant()
    published_at = optional_instant()
    kind = line(20)
    opens_at = optional_instant()
    closed_at = optional_instant()


class DecisionDate(Table):
    """One area's deadline and the meeting that decides on what came in until then."""

    id: Serial
    district = foreign(District)
    call = foreign(Call)
    area = foreign(Area)
    deadline_at = instant()
    held_at = instant()
    place = line()


class DeadlineExtension(Table):
    """A deadline moved to a later day; everyone can read why."""

    id: Serial
    district = foreign(District)
    decision_date = foreign(DecisionDate)
    old_deadline_at = instant()
    new_deadline_at = instant()
    reason = text()
    actor_kind = word(20)
    actor_id = count()
    actor_role = line(40)
    extended_at = instant()


CONSTRAINTS = (
    unique("rule_set", "district", "name", "version"),
    append_only("rule_set"),
    unique("fund", "district", "slug"),
    unique("call", "district", "fund", "number"),
    unique("decision_date", "district", "call", "area", "deadline_at"),
    index("decision_date", "area", "deadline_at"),
    index("deadline_extension", "decision_date"),
    append_only("deadline_extension"),
)
