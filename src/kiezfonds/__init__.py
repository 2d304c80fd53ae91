"""Kiezfonds: from the idea to the proof of use, unbroken, so that everyone concerned can check that it went right.

The map: every package in one line, lowest first; a package may use only those above its own line.

    ground        pure: money, days and deadlines, draws anyone can repeat, refusals with their clause, text
    database      the two engines, migrations, transactions and locks, constraints, changes across processes
    web           plumbing of pages: forms, sessions, tokens, headers, errors, languages, live updates, clock
    districts     the tenants (Bezirke) and their areas (Kieze)
    audit         the hash chain of a district: who did what, provable, erasable
    jobs          what is done later: jobs with a lease, mail as an outbox
    files         blobs with their checksums
    documents     the press: from HTML to an accessible PDF that can be archived
    accounts      persons, staff and their roles, sign-in, access links
    imprints      who stands behind the pages (Impressum, Datenschutz, Barrierefreiheit), the office's settings
    rounds        funds (Fonds), rule sets, calls (Aufrufe), decision dates
    proposals     ideas and proposals (Anträge): drafts, submission, formal check, versions
    ledger        area budgets (Töpfe) and entries; never a balance
    juries        members, terms, conflicts of interest (Befangenheit)
    scoring       what jurors think beforehand, on one exact version
    meetings      agenda, presence, quorum, ballots (Abstimmungen) and votes (Stimmen), resolutions
    minutes       minutes (Protokoll) that write themselves from what happened
    notices       letters: drafted by one, issued by another, served
    transparency  public pages and open data; reads only
    home          start pages
    portal        what residents and jurors see of their own
    backoffice    the office's desks
    records       what touches everything: verify, backup and restore, export and erasure
    demo          a real district's year, played through the actions

Beside them: settings (what the operator decides), app (the table of contents of the product), worker, cli.
"""
