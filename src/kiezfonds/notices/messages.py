"""Mails to applicants about letters and conditions: a mailed word is a hint, the letter itself is the paper."""

from datetime import datetime

from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.text import N_
from kiezfonds.jobs.actions import post_mail
from kiezfonds.meetings.vocabulary import Outcome
from kiezfonds.notices.content import Content
from kiezfonds.notices.queries import Row
from kiezfonds.proposals.rules import reference
from kiezfonds.web.i18n import NAMES, SOURCE, current
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.pages import plain


async def tell_applicant(district: Tenant, case: Row, content: Content, now: datetime) -> None:
    """That there is a letter and where it can be read; neither outcome nor amount stand in the mail."""
    subject = N_("Ein Brief zu Ihrem Antrag {number}")
    await _tell(district, case, subject, content.proposal, "mail/letter.txt", now, content=content)


async def tell_of_condition(district: Tenant, case: Row, outcome: Outcome, now: datetime) -> None:
    """Whether the jury's condition is met, and what that means."""
    number = reference(case["year"], case["number"])
    subject, is_met = N_("Die Bedingung zu Ihrem Antrag {number}"), outcome is Outcome.MET
    await _tell(district, case, subject, number, "mail/condition.txt", now, is_met=is_met)


async def _tell(
    district: Tenant, case: Row, subject: str, number: str, template: str, now: datetime, **context: object
) -> None:
    """In the reader's language; nothing without an address."""
    if not case["email"]:
        return
    token = current.set(case["lang"] if case["lang"] in NAMES else SOURCE)
    try:
        said, body = (
            _(subject).format(number=number),
            plain(template, district=district, case=case, number=number, **context),
        )
    finally:
        current.reset(token)
    await post_mail(district.id, case["email"], said, body, now=now, reply_to=district.mail)
