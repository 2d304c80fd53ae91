"""Mails to staff."""

from datetime import datetime
from enum import StrEnum

from kiezfonds.accounts import queries
from kiezfonds.accounts.rules import INVITATION_LIFETIME
from kiezfonds.districts.queries import tenant_by_id
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


class Changed(StrEnum):
    """What of somebody's access is no longer as it was."""

    PASSWORD = "password"  # noqa: S105 - a word
    FACTOR = "factor"


async def tell_of_access(district: int, person: int, changed: Changed, now: datetime) -> None:
    """Whoever did not do it themselves has to learn of it at once, by a way the other cannot shut."""
    tenant, account, known = (
        await tenant_by_id(district),
        await queries.staff_account(district, person),
        await queries.person(district, person),
    )
    if tenant is None or account is None or known is None:
        return
    subjects = {
        Changed.PASSWORD: _("Ihr Passwort ist geändert, Kiezfonds {district}"),
        Changed.FACTOR: _("Ihr zweiter Faktor ist geändert, Kiezfonds {district}"),
    }
    body = plain("mail/access_changed.txt", district=tenant, name=known["name"], changed=changed.value, at=now)
    subject = subjects[changed].format(district=tenant.name)
    await post_mail(district, account["email"], subject, body, now=now, reply_to=tenant.mail)
