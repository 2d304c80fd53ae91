"""Mails about meetings."""

from datetime import datetime
from typing import Any

from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.days import berlin_day, date_text, moment_text
from kiezfonds.ground.text import N_
from kiezfonds.jobs.actions import post_mail
from kiezfonds.proposals.rules import reference
from kiezfonds.web.i18n import gettext as _

Row = dict[str, Any]

SECOND = N_(
    "Die erste Sitzung war nicht beschlussfähig. Über dieselben Punkte kann die Jury in dieser Sitzung beschließen, "
    "gleich wie viele Mitglieder kommen (§ 90 Abs. 2 VwVfG)."
)


async def post_invitation(
    district: int, meeting: Row, seat: Row, titles: list[str], *, page: str, now: datetime
) -> None:
    """Time, place and agenda (§ 90 (1) VwVfG: everyone is invited)."""
    subject = _("Einladung zur Sitzung der Jury am {day}").format(day=date_text(berlin_day(meeting["begins_at"])))
    agenda = "\n".join(f"{number}. {title}" for number, title in enumerate(titles, start=1))
    body = _(
        "Guten Tag {name},\n\nwir laden Sie zur Sitzung der Jury {area} ein.\n\n"
        "Wann: {when}\nWo: {place}\n\nTagesordnung:\n{agenda}\n\n"
        "{second}Alles zur Sitzung: {page}\n\n"
        "Zum Lesen und Abstimmen nutzen Sie Ihren persönlichen Link. Haben Sie ihn nicht mehr? "
        "Antworten Sie auf diese E-Mail, wir schicken ihn noch einmal.\n"
    ).format(
        name=seat["name"],
        area=meeting["area_name"],
        when=moment_text(meeting["begins_at"]),
        place=meeting["place"],
        agenda=agenda,
        second=f"{_(SECOND)}\n\n" if meeting["repeats"] else "",
        page=page,
    )
    await post_mail(district, seat["email"], subject, body, now=now)


async def post_cancellation(district: int, meeting: Row, seat: Row, reason: str, *, now: datetime) -> None:
    subject = _("Die Sitzung der Jury am {day} fällt aus").format(day=date_text(berlin_day(meeting["begins_at"])))
    body = _(
        "Guten Tag {name},\n\ndie Sitzung der Jury {area} findet nicht statt.\n\nGeplant war sie: {when}, {place}\n"
        "Grund: {reason}\n\nDie Ideen kommen in die nächste Sitzung. Wir laden Sie dazu wieder ein.\n"
    ).format(
        name=seat["name"],
        area=meeting["area_name"],
        when=moment_text(meeting["begins_at"]),
        place=meeting["place"],
        reason=reason,
    )
    await post_mail(district, seat["email"], subject, body, now=now)


async def post_end_of_waiting(district: Tenant, row: Row, reason: str, *, now: datetime) -> None:
    """To the applicant, what happened, why, what they can do."""
    number = reference(row["year"], row["number"])
    body = _(
        "Guten Tag {name},\n\nIhr Antrag {number} „{title}“ stand auf der Warteliste. Leider ist kein Geld frei "
        "geworden, das für ihn reicht, oder er kann nicht mehr stattfinden. Er verfällt deshalb.\n\nGrund: {reason}\n\n"
        "Sie können die Idee wieder einreichen. Wir nennen Ihnen gern die nächste Frist: {phone}\n"
    ).format(name=row["applicant_name"], number=number, title=row["title"], reason=reason, phone=district.phone)
    subject = _("Ihr Antrag {number} steht nicht mehr auf der Warteliste").format(number=number)
    await post_mail(district.id, row["applicant_email"], subject, body, now=now, reply_to=district.mail)
