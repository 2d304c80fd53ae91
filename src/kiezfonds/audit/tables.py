"""Tables of the audit chain."""

from piccolo.columns import Serial
from piccolo.table import Table

from kiezfonds.database.columns import count, foreign, instant, text, word
from kiezfonds.database.constraints import append_only, index, unique
from kiezfonds.districts.tables import District


class AuditHead(Table):
    """Where a district's chain ends; locked while a line is added."""

    id: Serial
    district = foreign(District)
    number = count()
    hash = word(64)


class AuditLine(Table):
    id: Serial
    district = foreign(District)
    number = count()
    happened_at = instant()
    act = word(60)
    payload = text()
    hash = word(64)


class AuditSecret(Table):
    """Clear text behind a line's commitment; erased when the law asks for it."""

    id: Serial
    district = foreign(District)
    line = foreign(AuditLine)
    salt = word(64)
    clear = text()


CONSTRAINTS = (
    unique("audit_head", "district"),
    unique("audit_line", "district", "number"),
    index("audit_line", "district", "act"),
    append_only("audit_line"),
    unique("audit_secret", "line"),
)
