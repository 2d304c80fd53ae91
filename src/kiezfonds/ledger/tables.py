"""Tables of the money."""

from piccolo.columns import Serial
from piccolo.table import Table

from kiezfonds.database.columns import cents, count, foreign, instant, line, optional, text, word
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


class LedgerEntry(Table):
    """`amount_cents` is positive; the kind says which way. `settles` names the entry that this one uses up."""

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


CONSTRAINTS = (
    unique("area_budget", "district", "fund", "area"),
    unique("ledger_entry", "district", "area_budget", "number"),
    unique("ledger_entry", "district", "settles", where="kind = 'commitment'", name="ledger_entry_one_commitment"),
    index("ledger_entry", "proposal"),
    append_only("ledger_entry"),
)
