"""What everyone may see: the money of each area (Kiez), its dates, meetings and funded projects, and why the jury
said yes.

Only reads. A project appears when its letter has been issued; what was rejected, withdrawn or is still open has no
page here. Private persons stand as „Privatperson", contact data never. Rests on § 13 of the Berlin
Informationsfreiheitsgesetz (publication of one's own accord) and Art. 5 (1) c GDPR (no more data than needed).
"""
