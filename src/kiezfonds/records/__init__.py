"""What touches everything (Nachweise): setting up a district, backup and restore, and recomputing it all.

`verify` computes ledger, ballots and audit chain (Prüfkette) again from the stored facts and names what does not
fit. A backup is one consistent file, checked before it counts as written; it is put back into an empty database only.
This package may look into every other one, because it answers for the whole (§ 44 LHO: the books must be provable).
"""
