"""The table of blobs."""

from piccolo.columns import Serial
from piccolo.table import Table

from kiezfonds.database.columns import content, count, foreign, instant, word
from kiezfonds.database.constraints import append_only, unique
from kiezfonds.districts.tables import District


class Blob(Table):
    id: Serial
    district = foreign(District)
    sha256 = word(64)
    media_type = word(80)
    size_count = count()
    content = content()
    created_at = instant()


CONSTRAINTS = (
    unique("blob", "district", "sha256"),
    append_only("blob"),
)
