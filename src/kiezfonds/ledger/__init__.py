"""The ledger (Kassenbuch) of every area budget (Topf): entries are only ever added, no balance is ever changed.

Kinds are budget, reservation, commitment, payment, release, repayment, transfer. What is free is computed from the
entries, under a lock, before anything is reserved: the last euro is not spent twice. Lower packages name the entry
they caused (`resolution.reservation`, `notice.commitment`). Rests on §§ 34, 44 LHO and the fund's rule set.
"""
