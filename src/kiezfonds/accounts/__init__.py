"""Persons, staff roles (Rollen), sign-in (Anmeldung), sessions and access links (Zugangslinks).

A person belongs to one district and is the anchor of applicant, juror and staff; it can be erased to a tombstone.
Only staff have credentials: a password and a second factor (zweiter Faktor, RFC 6238), with recovery codes on paper.
Administrators keep the team; a deputy (Vertretung) has the roles of the absent person for a time.
Residents and jurors come by link, by code and PIN; a link shows one button and is redeemed by POST.
Of every token only the SHA-256 is stored.
"""
