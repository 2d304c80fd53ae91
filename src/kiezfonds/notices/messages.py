"""Mails to applicants about letters: a mailed word is a hint, the letter itself is the paper."""

from datetime import datetime

from kiezfonds.districts.rules import Tenant
from kiezfonds.jobs.actions import post_mail
from kiezfonds.notices.content import Content
from kiezfonds.notices.queries import Row
from kiezfonds.web.i18n import NAMES, SOURCE, current
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.pages import plain


async def tell_applicant(district: Tenant, case: Row, content: Content, now: datetime) -> None:
    """That there is a letter and where it can be read; neither outcome nor amount stand in the mail."""
    if not case["email"]:
        return
    token = current.set(case["lang"] if case["lang"] in NAMES else SOURCE)
    try:
        subject = _("Ein Brief zu Ihrem Antrag {number}").format(number=content.proposal)
        body = plain("mail/letter.txt", district=district, content=content)
    finally:
        current.reset(token)
    await post_mail(district.id, case["email"], subject, body, now=now, reply_to=district.mail)
