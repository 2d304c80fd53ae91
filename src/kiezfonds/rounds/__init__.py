"""Funds (Fonds) of a year, their rule sets (Regelwerke), calls (Aufrufe) and decision dates (Entscheidungstermine).

A rule set is data: canonical JSON with its SHA-256, never changed once written; a fund names the one it follows.
A fund states which body promises the money and on what legal basis (`notice_mode`); until that is confirmed no
letter leaves. A call sets one decision date per area: a deadline and the meeting that decides. Rests on § 44 LHO.
"""
