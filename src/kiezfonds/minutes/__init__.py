"""Minutes (Niederschrift, Protokoll) drafted from what happened; their wording can be edited, their numbers cannot.

They hold at least what § 93 VwVfG asks for: place and day, chair, members present, subject and motions, resolutions,
results of elections. Every edition is a PDF kept for ever with its SHA-256 and the end of the audit chain on it.
"""
