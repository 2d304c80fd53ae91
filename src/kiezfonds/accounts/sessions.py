"""Sessions and access links: opening, finding, ending. Of every token only the SHA-256 is stored."""

from datetime import datetime, timedelta

from kiezfonds.accounts.rules import LIFETIME, OFFICE_IDLE, SEEN_STEP, STEPS_LIFETIME, Newcomer, Role, Step, Visitor
from kiezfonds.accounts.tables import AccessLink, Session
from kiezfonds.database.work import Row, locked, rows, transaction
from kiezfonds.ground.days import berlin_day
from kiezfonds.web.session import new_token, token_hash

VISITOR = """
SELECT s.id AS session, s.kind, s.district, s.person, s.seen_at, p.name, r.role, r.person AS holder,
h.name AS holder_name FROM session s JOIN person p ON p.id = s.person
LEFT JOIN staff_account a ON a.person = s.person
LEFT JOIN staff_role r ON r.district = s.district AND s.kind = 'office' AND (r.person = s.person OR r.person IN
(SELECT d.absent FROM deputyship d WHERE d.deputy = s.person AND d.district = s.district AND d.from_on <= {}
AND d.until_on >= {} AND d.ended_at IS NULL))
LEFT JOIN person h ON h.id = r.person
WHERE s.token_hash = {} AND s.kind = {} AND s.district = {} AND s.ended_at IS NULL AND s.expires_at > {}
AND s.waits_for = '' AND (s.kind <> 'office' OR (s.seen_at > {} AND a.disabled_at IS NULL))
"""
NEWCOMER = """
SELECT s.id AS session, s.district, s.person, p.name, a.email, s.waits_for AS step FROM session s
JOIN person p ON p.id = s.person JOIN staff_account a ON a.person = s.person
WHERE s.token_hash = {} AND s.kind = 'office' AND s.district = {} AND s.ended_at IS NULL AND s.expires_at > {}
AND s.waits_for <> '' AND a.disabled_at IS NULL
"""
FIRST_STEP = {"invitation": Step.PASSWORD, "demo": None}
"""Links into the office, by purpose; a link alone opens it only where the demo is shown."""


async def open_session(
    district: int, person: int, kind: str, now: datetime, *, device: str = "", waits_for: Step | None = None
) -> str:
    """A new session with a new token; returns the token, which is shown to nobody but the browser."""
    token = new_token()
    session = Session(
        district=district,
        person=person,
        kind=kind,
        token_hash=token_hash(token),
        created_at=now,
        seen_at=now,
        expires_at=now + (STEPS_LIFETIME if waits_for else LIFETIME[kind]),
        ended_at=None,
        device=device,
        waits_for=waits_for or "",
    )
    await Session.insert(session)
    return token


async def visitor(token: str, kind: str, district: int, now: datetime) -> Visitor | None:
    """Who holds this token, with roles, in one query; None when it does not (any longer) open anything here."""
    today = berlin_day(now)
    found = await rows(VISITOR, today, today, token_hash(token), kind, district, now, now - OFFICE_IDLE)
    if not found:
        return None
    first = found[0]
    if _instant(first["seen_at"]) < now - SEEN_STEP:
        await Session.update({Session.seen_at: now}).where(Session.id == first["session"])
    roles = frozenset(Role(row["role"]) for row in found if row["role"])
    absent = {row["holder_name"] for row in found if row["holder"] not in (None, first["person"])}
    return Visitor(
        first["session"], first["kind"], first["district"], first["person"], first["name"], roles, tuple(sorted(absent))
    )


async def newcomer(token: str, district: int, now: datetime) -> Newcomer | None:
    """Who is between two steps of signing in; to everything else such a session is none at all."""
    found = await rows(NEWCOMER, token_hash(token), district, now)
    return Newcomer(**{**found[0], "step": Step(found[0]["step"])}) if found else None


async def open_sessions(district: int, person: int, now: datetime) -> list[Row]:
    """The office sessions of a person that are alive, newest first."""
    return await rows(
        "SELECT id, created_at, seen_at, device FROM session WHERE person = {} AND district = {} AND kind = 'office'"
        " AND ended_at IS NULL AND waits_for = '' AND expires_at > {} AND seen_at > {}"
        " ORDER BY created_at DESC, id DESC",
        person,
        district,
        now,
        now - OFFICE_IDLE,
    )


async def end_own_session(district: int, person: int, session: int, now: datetime) -> bool:
    """False when this is no living session of this person."""
    ended = (
        await Session.update({Session.ended_at: now})
        .where(
            Session.district == district,
            Session.person == person,
            Session.kind == "office",
            Session.id == session,
            Session.ended_at.is_null(),
        )
        .returning(Session.id)
    )
    return bool(ended)


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


async def redeem(
    token: str, now: datetime, *, device: str = "", allows_demo: bool = False
) -> tuple[dict[str, object], str] | None:
    """Use the link: the link's row and the token of the session it opens; None when it is no good (any more)."""
    async with transaction():
        await locked(AccessLink, AccessLink.token_hash == token_hash(token))
        link = await link_of(token, now)
        if link is None:
            return None
        kind, purpose, step = str(link["kind"]), str(link["purpose"]), None
        if kind == "office":
            if purpose not in FIRST_STEP or (purpose == "demo" and not allows_demo):
                return None
            step = FIRST_STEP[purpose]
        await AccessLink.update({AccessLink.used_at: now}).where(AccessLink.id == link["id"])
        district, person = int(str(link["district"])), int(str(link["person"]))
        session = await open_session(district, person, kind, now, device=device, waits_for=step)
        return link, session


async def end_links(district: int, person: int, purpose: str, now: datetime) -> None:
    """A new link makes the old ones of its purpose worthless."""
    await AccessLink.update({AccessLink.ended_at: now}).where(
        AccessLink.district == district, AccessLink.person == person, AccessLink.purpose == purpose
    )


def _instant(value: object) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
