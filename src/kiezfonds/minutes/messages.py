"""Mails about minutes."""

from datetime import date, datetime
from typing import Any

from kiezfonds.ground.days import berlin_day, date_text
from kiezfonds.jobs.actions import post_mail
from kiezfonds.web.i18n import gettext as _

Row = dict[str, Any]


async def post_circulation(district: int, meeting: Row, seat: Row, until: date, *, page: str, now: datetime) -> None:
    """Where to read the edition and until when to object. The text itself is not mailed: it holds names."""
    day = date_text(berlin_day(meeting["begins_at"]))
    subject = _("Niederschrift der Sitzung am {day}: bitte lesen").format(day=day)
    body = _(
        "Guten Tag {name},\n\ndie Niederschrift der Sitzung der Jury {area} am {day} ist fertig.\n\n"
        "Lesen und Einwände schreiben: {page}\n\nBitte bis {until}. Die Seite öffnet sich mit Ihrem persönlichen "
        "Link. Haben Sie ihn nicht mehr? Antworten Sie auf diese E-Mail.\n"
    ).format(name=seat["name"], area=meeting["area_name"], day=day, page=page, until=date_text(until))
    await post_mail(district, seat["email"], subject, body, now=now)
