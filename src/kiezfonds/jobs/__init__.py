"""Work for later (Aufträge) and mail (Postausgang): rows written in the transaction that causes them.

The worker takes due rows with a lease, so that two workers never do the same job at once and a killed one loses
nothing. Every job is idempotent by its key. A mail keeps its Message-ID over all tries.
"""
