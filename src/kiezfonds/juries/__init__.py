"""Juries (Bürgerjurys), their seats (Sitze), and conflicts of interest (Befangenheit).

One jury decides for one area. Members are entered by the office, one by one or by CSV. A declared conflict means:
for this proposal the member's cell does not exist, in the notes, the quorum and the ballot alike. Rests on
§§ 20, 21 VwVfG and the rule set.
"""
