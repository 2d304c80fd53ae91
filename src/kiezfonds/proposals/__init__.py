"""Ideas and what becomes of them: drafts (Entwürfe), submission (Einreichung), formal check (Formprüfung), withdrawal.

People say „Idee" until it is handed in and „Antrag" after. A proposal has a state and keeps every change of it as a
row; its content lies in versions, which are fixed once handed in. The jury votes on one exact version.
A draft is the open version. Reference numbers count per district and year: `2026-0007`. Rests on §§ 22-25 VwVfG.
"""
