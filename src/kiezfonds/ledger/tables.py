"""Tables of the money."""

from piccolo.columns import Serial
from piccolo.table import Table

from kiezfonds.database.columns import cents, count, flag, foreign, instant, line, optional, text, word
from kiezfonds.database.constraints import append_only, index, unique
from kiezfonds.districts.tables import Area, District
from kiezfonds.proposals.tables import Proposal
from kiezfonds.rounds.tables import Fund


class AreaBudget(Table):
    id: Serial
    district = foreign(District)
    fund = foreign(Fund)
    area = foreign(Area)
    state = word()
    freeze_reason = text()


class BudgetFreeze(Table):
    """A fund, or one pot of it, was frozen (Haushaltssperre) or opened again, by whom and why; the reason is public."""

    id: Serial
    district = foreign(District)
    fund = foreign(Fund)
    area_budget = optional(AreaBudget)
    is_frozen = flag()
    reason = text()
    actor_kind = word(20)
    actor_id = count()
    actor_role = line(40)
    happened_at = instant()


class LedgerEntry(Table):
    """`amount_cents` is positive; the kind says which way. `settles` names the entry that this one uses up,
    `counterpart` the other half of a transfer."""

    id: Serial
    district = foreign(District)
    area_budget = foreign(AreaBudget)
    number = count()
    kind = word()
    amount_cents = cents()
    proposal = optional(Proposal)
    settles = optional("self")
    reason = text()
    actor_kind = word(20)
    actor_id = count()
    actor_role = line(40)
    booked_at = instant()
    counterpart = optional("self")


CONSTRAINTS = (
    unique("area_budget", "district", "fund", "area"),
    unique("ledger_entry", "district", "area_budget", "number"),
    unique("ledger_entry", "district", "settles", where="kind = 'commitment'", name="ledger_entry_one_commitment"),
    index("ledger_entry", "proposal"),
    index("ledger_entry", "counterpart"),
    append_only("ledger_entry"),
    index("budget_freeze", "fund"),
    append_only("budget_freeze"),
)
