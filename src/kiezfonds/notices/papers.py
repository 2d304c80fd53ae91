"""Letters as PDF: the content's figures and days become German words, the template says the rest."""

from datetime import date, datetime, timedelta

from kiezfonds.documents.pages import html_of
from kiezfonds.documents.press import render
from kiezfonds.documents.rules import Address, LetterHead
from kiezfonds.ground.days import berlin_day, date_text
from kiezfonds.ground.money import Cents, format_euro, in_words_de
from kiezfonds.ground.text import quoted
from kiezfonds.notices.content import Content
from kiezfonds.notices.rules import NoticeKind

TEMPLATES = {
    NoticeKind.REJECTION: "notices/rejection.html",
    NoticeKind.DEFERRAL: "notices/interim.html",
    NoticeKind.WAITING_LIST: "notices/interim.html",
    NoticeKind.FORMAL_REJECTION: "notices/rejection.html",
}
FINANCING = {
    "deficit": "Fehlbedarfsfinanzierung bis zu diesem Höchstbetrag",
    "full": "Vollfinanzierung bis zu diesem Höchstbetrag",
    "fixed": "Festbetragsfinanzierung",
    "share": "Anteilfinanzierung bis zu diesem Höchstbetrag",
}
CHANGES = {
    "deficit": "Wird das Projekt billiger oder kommt anderes Geld dazu, sinkt der Zuschuss um diesen Betrag.",
    "full": "Wird das Projekt billiger oder kommt anderes Geld dazu, sinkt der Zuschuss um diesen Betrag.",
    "fixed": "Der Betrag bleibt gleich, auch wenn das Projekt etwas billiger wird. Er ist nie höher als die Kosten.",
    "share": "Wird das Projekt billiger oder kommt anderes Geld dazu, sinkt der Zuschuss im selben Verhältnis.",
}


async def letter_pdf(content: Content, *, now: datetime) -> bytes:
    """A draft until the content is dated. Raises PressFailed; never inside a transaction."""
    template = TEMPLATES.get(content.kind, "notices/approval.html")
    return await render(html_of(template, context(content, berlin_day(now))), sheet="letter", created=now)


def context(content: Content, today: date) -> dict[str, object]:
    """What the templates of letters are given."""
    day = in_text(content.dated_on or today)
    issuer = (content.issuing_body, content.office, content.fund)
    head = LetterHead(
        issuer=tuple(line for line in issuer if line),
        return_line=content.return_line,
        contact=content.contact,
        file_number=f"Brief {content.number}",
        date_text=date_text(content.dated_on or today),
    )
    return {
        "head": head,
        "to": Address(content.recipient),
        "subject": content.subject,
        "draft": content.dated_on is None,
        "c": content,
        "mode": content.mode.value,
        "kind": content.kind.value,
        "project": quoted(content.title),
        "amount": euro(content.amount_cents),
        "amount_in_words": in_words_de(Cents(content.amount_cents)),
        "requested": euro(content.requested_cents),
        "received": in_text(content.received_on) if content.received_on else "",
        "held": in_text(content.meeting_on) if content.meeting_on else "",
        "decided": in_text(content.decided_on) if content.decided_on else "",
        "financing": FINANCING[content.financing],
        "share": 100 - content.own_share_percent if content.financing == "share" else 0,
        "when_it_changes": CHANGES[content.financing],
        "answer_until": in_text((content.dated_on or today) + timedelta(days=content.acceptance_days)),
        "condition_until": in_text(content.condition_due_on) if content.condition_due_on else "",
        "next_meeting": in_text(content.next_meeting_on) if content.next_meeting_on else "",
        "activity": activity(content),
        "period_end": in_text(content.period_ends_on),
        "proof_due": in_text(content.proof_due_on),
        "day": day,
    }


def activity(content: Content) -> str:
    """„am 20. Juni 2026“, „vom 1. April bis zum 30. Juni 2026“, or nothing."""
    start, end = content.starts_on, content.ends_on
    if start is None or end is None:
        return ""
    return f"am {in_text(start)}" if start == end else f"vom {in_text(start)} bis zum {in_text(end)}"


def in_text(day: date) -> str:
    """„26. März 2026“, day and month never on two lines."""
    return date_text(day).replace(". ", ".\u00a0")


def euro(cents: int) -> str:
    return format_euro(Cents(cents))
