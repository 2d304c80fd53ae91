"""Mails to members of a jury."""

from datetime import datetime

from kiezfonds.districts.rules import Tenant
from kiezfonds.jobs.actions import post_mail
from kiezfonds.web.i18n import gettext as _


async def post_personal_link(
    district: Tenant, name: str, email: str, jury: str, address: str, *, now: datetime
) -> None:
    """The link to „Meine Jury“; it opens with a button, so that no mail scanner can use it up."""
    body = _(
        "Guten Tag {name},\n\nmit diesem Link kommen Sie zu Ihrer Jury ({jury}):\n\n{address}\n\n"
        "Der Link gehört nur Ihnen. Bitte geben Sie ihn nicht weiter. Ein früherer Link gilt nicht mehr.\n\n"
        "Fragen? Antworten Sie auf diese E-Mail oder rufen Sie uns an: {phone}\n\n{office}\n"
    ).format(name=name, jury=jury, address=address, phone=district.phone, office=district.office_name)
    await post_mail(district.id, email, _("Ihr Zugang zur Jury"), body, now=now, reply_to=district.mail)
