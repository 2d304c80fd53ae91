"""Mails to people who handed in an idea."""

from datetime import date, datetime

from kiezfonds.districts.rules import Tenant
from kiezfonds.jobs.actions import post_mail
from kiezfonds.proposals.queries import Row
from kiezfonds.proposals.rules import reference
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.pages import plain


async def confirm_receipt(district: Tenant, row: Row, link: str, now: datetime) -> None:
    """Number, date of the decision, and the personal link; nothing in it that a stranger could use but the link."""
    number = reference(row["year"], row["number"])
    await post_mail(
        district.id,
        row["applicant_email"],
        _("Ihre Idee ist angekommen: {number}").format(number=number),
        plain("mail/receipt.txt", district=district, proposal=row, number=number, link=link),
        now=now,
        reply_to=district.mail,
    )


async def ask_for_changes(district: Tenant, row: Row, text: str, due_on: date, link: str, now: datetime) -> None:
    """What exactly, until when, and where; the words are the office's."""
    number = reference(row["year"], row["number"])
    await post_mail(
        district.id,
        row["applicant_email"],
        _("Bitte ergänzen Sie Ihren Antrag {number}").format(number=number),
        plain(
            "mail/change_request.txt",
            district=district,
            proposal=row,
            number=number,
            text=text,
            due_on=due_on,
            link=link,
        ),
        now=now,
        reply_to=district.mail,
    )


async def confirm_changes(district: Tenant, row: Row, now: datetime) -> None:
    number = reference(row["year"], row["number"])
    await post_mail(
        district.id,
        row["applicant_email"],
        _("Ihre Änderung ist angekommen: {number}").format(number=number),
        plain("mail/changes_received.txt", district=district, proposal=row, number=number),
        now=now,
        reply_to=district.mail,
    )


async def tell_of_earlier_date(district: Tenant, row: Row, now: datetime) -> None:
    """The deadline was extended: what came late is in time now, and decided sooner."""
    number = reference(row["year"], row["number"])
    await post_mail(
        district.id,
        row["applicant_email"],
        _("Ihr Antrag {number} kommt früher an die Reihe").format(number=number),
        plain("mail/earlier_date.txt", district=district, proposal=row, number=number),
        now=now,
        reply_to=district.mail,
    )
