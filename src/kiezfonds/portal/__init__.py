"""What people see of their own: „Mein Antrag“ for those who handed in an idea, „Meine Jury“ for jurors.

It composes what lies below and has no tables. People come by their personal link and see nothing of others.
The words are plain and never run ahead of the letter (Brief): until it is out, nothing is promised (§ 38 VwVfG).
"""
