"""Persons, staff roles (Rollen), sign-in (Anmeldung), sessions and access links (Zugangslinks).

A person belongs to one district and is the anchor of applicant, juror and staff; it can be erased to a tombstone.
Only staff have credentials. Residents and jurors come by link; a link shows one button and is redeemed by POST.
Of every token only the SHA-256 is stored.
"""
