"""Tables of jobs and mail."""

from piccolo.columns import Serial
from piccolo.table import Table

from kiezfonds.database.columns import count, flag, foreign, instant, line, optional_instant, text, word
from kiezfonds.database.constraints import index, unique
from kiezfonds.districts.tables import District


class Job(Table):
    id: Serial
    district = foreign(District)
    name = word(60)
    key = word(120)
    payload = text()
    state = word(20)
    run_at = instant()
    locked_until_at = instant()
    locked_by = line(60)
    attempts_count = count()
    last_error = text()
    done_at = optional_instant()


class Mail(Table):
    id: Serial
    district = foreign(District)
    recipient = word(320)
    subject = word(300)
    body = text()
    reply_to = line(320)
    message_id = word(120)
    state = word(20)
    is_personal = flag()
    created_at = instant()
    sent_at = optional_instant()
    last_error = text()


CONSTRAINTS = (
    unique("job", "district", "key"),
    index("job", "state", "run_at"),
    unique("mail", "message_id"),
    index("mail", "district", "created_at"),
)
