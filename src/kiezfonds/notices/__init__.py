"""From resolution to letter (Brief): legal check (Rechtsprüfung), draft by one person, issue (Ausfertigung) by another.

The legal check may release or object, never change an amount. What is issued is fixed: its bytes with SHA-256, its
commitment in the ledger. The fund's `notice_mode` decides whether it is an act (Bescheid) or an agreement
(Vereinbarung). Rests on §§ 35-41 VwVfG, § 44 LHO, DIN 5008 for the form.
"""
