"""Who stands behind the pages (Impressum, Datenschutz, Erklärung zur Barrierefreiheit), and the office's settings.

Every district says for itself who is responsible (§ 5 DDG), who processes data and who watches over it (Art. 13 DSGVO),
and what is not accessible and why (§ 5 BIKTG Bln). Reports of barriers (Rückmeldungen) are answered within a month.
What the office has not entered is left out of the public page and named to staff only.
"""
