"""Sessions and access links: opening, finding, ending. Of every token only the SHA-256 is stored."""

from datetime import datetime, timedelta

from kiezfonds.accounts.rules import LIFETIME, OFFICE_IDLE, SEEN_STEP, Role, Visitor
from kiezfonds.accounts.tables import AccessLink, Session
from kiezfonds.database.work import locked, rows, transaction
from kiezfonds.web.session import new_token, token_hash

VISITOR = """
SELECT s.id AS session, s.kind, s.district, s.person, s.seen_at, p.name, r.role
FROM session s JOIN person p ON p.id = s.person
LEFT JOIN staff_account a ON a.person = s.person
LEFT JOIN staff_role r ON r.district = s.district AND r.person = s.person AND s.kind = 'office'
WHERE s.token_hash = {} AND s.kind = {} AND s.district = {} AND s.ended_at IS NULL AND s.expires_at > {}
AND (s.kind <> 'office' OR (s.seen_at > {} AND a.disabled_at IS NULL))
"""


async def open_session(district: int, person: int, kind: str, now: datetime) -> str:
    """A new session with a new token; returns the token, which is shown to nobody but the browser."""
    token = new_token()
    session = Session(
        district=district,
        person=person,
        kind=kind,
        token_hash=token_hash(token),
        created_at=now,
        seen_at=now,
        expires_at=now + LIFETIME[kind],
        ended_at=None,
    )
    await Session.insert(session)
    return token


async def visitor(token: str, kind: str, district: int, now: datetime) -> Visitor | None:
    """Who holds this token, with roles, in one query; None when it does not (any longer) open anything here."""
    found = await rows(VISITOR, token_hash(token), kind, district, now, now - OFFICE_IDLE)
    if not found:
        return None
    first = found[0]
    if _instant(first["seen_at"]) < now - SEEN_STEP:
        await Session.update({Session.seen_at: now}).where(Session.id == first["session"])
    roles = frozenset(Role(row["role"]) for row in found if row["role"])
    return Visitor(first["session"], first["kind"], first["district"], first["person"], first["name"], roles)


async def end_session(token: str, now: datetime) -> None:
    await Session.update({Session.ended_at: now}).where(Session.token_hash == token_hash(token))


async def end_other_sessions(district: int, person: int, kind: str, kept: int, now: datetime) -> None:
    await Session.update({Session.ended_at: now}).where(
        Session.district == district, Session.person == person, Session.kind == kind, Session.id != kept
    )


async def forget_sessions(before: datetime) -> None:
    """Sessions that were over by then; who did what stands in the audit chain."""
    await Session.delete().where((Session.expires_at < before) | (Session.ended_at < before))


async def new_link(
    district: int,
    person: int,
    kind: str,
    purpose: str,
    target: str,
    *,
    lifetime: timedelta,
    is_reusable: bool,
    now: datetime,
    token: str = "",
) -> str:
    """The path of a new access link: `/l/<token>`; a token of the caller's must be as good as a random one."""
    token = token or new_token()
    link = AccessLink(
        district=district,
        person=person,
        kind=kind,
        purpose=purpose,
        target=target,
        token_hash=token_hash(token),
        is_reusable=is_reusable,
        created_at=now,
        expires_at=now + lifetime,
        used_at=None,
        ended_at=None,
    )
    await AccessLink.insert(link)
    return f"/l/{token}"


async def link_of(token: str, now: datetime) -> dict[str, object] | None:
    """A link that can be redeemed now."""
    found = await rows(
        "SELECT l.id, l.district, l.person, l.kind, l.purpose, l.target, l.is_reusable FROM access_link l"
        " WHERE l.token_hash = {} AND l.ended_at IS NULL AND l.expires_at > {}"
        " AND (l.used_at IS NULL OR l.is_reusable)",
        token_hash(token),
        now,
    )
    return found[0] if found else None


async def redeem(token: str, now: datetime) -> tuple[dict[str, object], str] | None:
    """Use the link: the link's row and the token of the session it opens; None when it is no good (any more)."""
    async with transaction():
        await locked(AccessLink, AccessLink.token_hash == token_hash(token))
        link = await link_of(token, now)
        if link is None:
            return None
        await AccessLink.update({AccessLink.used_at: now}).where(AccessLink.id == link["id"])
        session = await open_session(int(str(link["district"])), int(str(link["person"])), str(link["kind"]), now)
        return link, session


async def end_links(district: int, person: int, purpose: str, now: datetime) -> None:
    """A new link makes the old ones of its purpose worthless."""
    await AccessLink.update({AccessLink.ended_at: now}).where(
        AccessLink.district == district, AccessLink.person == person, AccessLink.purpose == purpose
    )


def _instant(value: object) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
