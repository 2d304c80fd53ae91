"""Mails to people who reported a barrier."""

from datetime import date, datetime

from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.days import date_text
from kiezfonds.jobs.actions import post_mail
from kiezfonds.web.i18n import gettext as _


async def confirm_report(district: Tenant, email: str, number: int, due_on: date, now: datetime) -> None:
    body = _(
        "Guten Tag,\n\nIhre Rückmeldung zur Barrierefreiheit ist bei uns angekommen. Sie hat die Nummer {number}.\n\n"
        "Sie bekommen eine Antwort bis zum {due}.\n\n{office}\n{phone}\n"
    ).format(number=number, due=date_text(due_on), office=district.office_name, phone=district.phone)
    await post_mail(district.id, email, _("Ihre Rückmeldung ist da"), body, now=now, reply_to=district.mail)


async def send_answer(district: Tenant, email: str, number: int, answer: str, now: datetime) -> None:
    """Written by a person of the office."""
    subject = _("Antwort auf Ihre Rückmeldung {number}").format(number=number)
    body = f"{answer}\n\n{district.office_name}\n{district.phone}\n"
    await post_mail(district.id, email, subject, body, now=now, reply_to=district.mail, is_personal=True)
