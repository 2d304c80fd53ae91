"""The database, and the only package that knows which one it is.

SQLite (one file, one writer and a few readers) or PostgreSQL, chosen by the address alone.
`work` is what the subjects use: transactions, locked rows, hand-written SQL, open and close.
`constraints` writes what must never be (unique, append-only, frozen, checked) for both engines; `drafting`
puts tables and constraints into the first migration and `migrating` runs migrations, one process at a time.
`requests` remembers the answer to a form that is sent twice; `changes` tells every process what has changed.
Errors of both engines arrive as the few of `errors`.
"""
