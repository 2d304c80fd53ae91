"""Mails to staff."""

from datetime import datetime

from kiezfonds.accounts.rules import INVITATION_LIFETIME
from kiezfonds.districts.rules import Tenant
from kiezfonds.jobs.actions import post_mail
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.pages import plain


async def send_invitation(district: Tenant, name: str, email: str, link: str, now: datetime, *, is_new: bool) -> None:
    """The link that sets a password; nothing else in it lets anybody in."""
    subject = _("Ihr Zugang zum Kiezfonds {district}") if is_new else _("Ihr neues Passwort, Kiezfonds {district}")
    ends = now + INVITATION_LIFETIME
    body = plain("mail/invitation.txt", district=district, name=name, link=link, ends=ends, is_new=is_new)
    await post_mail(district.id, email, subject.format(district=district.name), body, now=now, reply_to=district.mail)
