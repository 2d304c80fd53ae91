"""The press: HTML in, one accessible and archivable PDF out.

A paper is either a letter (Brief, DIN 5008 form B) or minutes (Niederschrift, § 93 VwVfG). The subject
packages fill a template of `templates/pdf/` (`pages.py`) and hand the HTML to `press.render`.
Every file is PDF/A-3a, so that it can be kept, and PDF/UA-1, so that it can be read aloud (BITV 2.0).
The setting happens in one child process that has no network, no secrets, no system fonts and hard limits:
a runaway letter (Brief, der nicht fertig wird) fails alone.
The same input gives the same bytes; issued files are kept with their SHA-256 and never set again as a proof.
"""
