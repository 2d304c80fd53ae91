"""The audit chain (Prüfkette): one line per act, each hashed together with the one before, one chain per district.

A line holds ids and salted commitments only. The clear text and its salt lie in rows of their own that can be
erased; the chain stays whole after an erasure. The form of the chain is fixed by test vectors in `chain.py`.
"""
