"""A new link for residents who lost theirs: asked for on a page, sent by the worker.

Whoever asks gets the same answer in the same time; only the worker looks whether the address is known.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from kiezfonds.accounts.actions import may_try
from kiezfonds.accounts.sessions import new_link
from kiezfonds.audit.actions import record
from kiezfonds.database.work import rows, transaction
from kiezfonds.districts.queries import tenant_by_id
from kiezfonds.districts.rules import Tenant
from kiezfonds.ground.actors import RESIDENT, SYSTEM
from kiezfonds.jobs.actions import enqueue, finish, post_mail
from kiezfonds.jobs.rules import Task
from kiezfonds.settings import Settings
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.pages import plain
from kiezfonds.web.session import new_token

JOB = "post_lost_links"
LIFETIME = timedelta(days=3 * 365)
ASKED_PER_ADDRESS = 3
ASKED_PER_PLACE = 20
MOST = 5


async def ask_for_link(district: int, email: str, place: str, now: datetime) -> bool:
    """Puts a job into the outbox; False when too much was asked for from this place.

    Where one mailbox was asked for too often nothing more goes there, and nobody is told.
    """
    mailbox = hashlib.sha256(email.lower().encode()).hexdigest()
    if not await may_try(district, f"lost:{place}", now, ASKED_PER_PLACE):
        return False
    if await may_try(district, f"lost_to:{mailbox}", now, ASKED_PER_ADDRESS):
        await enqueue(district, JOB, key=new_token(), now=now, email=email)
    return True


async def post_lost_links(task: Task, settings: Settings, now: datetime) -> None:
    """One mail with a fresh link for each person of this address; nothing where nobody has one. Old links stay good.

    Links, mail and the end of the job are one transaction: a second try finds it done.
    """
    district = await tenant_by_id(task.district)
    if district is None:
        return
    email = str(task.payload.get("email", ""))
    async with transaction():
        people = await _people_of(district.id, email) if email else []
        if people:
            links = [(person["name"], await _fresh_link(district, person["id"], settings, now)) for person in people]
            body = plain("mail/lost_link.txt", district=district, links=links)
            await post_mail(district.id, email, _("Ihr Link zu Mein Antrag"), body, now=now, reply_to=district.mail)
            for person in people:
                await record(district.id, "send_lost_link", by=SYSTEM, now=now, person=person["id"])
        await finish(task, now, forget=True)


async def _fresh_link(district: Tenant, person: int, settings: Settings, now: datetime) -> str:
    target = district.path("mein-antrag")
    path = await new_link(district.id, person, RESIDENT, "status", target, lifetime=LIFETIME, is_reusable=True, now=now)
    return f"{settings.base_url}{path}"


async def _people_of(district: int, email: str) -> list[dict[str, Any]]:
    """Who handed something in under this address: they were given a link or a code then."""
    return await rows(
        "SELECT p.id, p.name FROM person p WHERE p.district = {} AND LOWER(p.email) = {} AND p.erased_at IS NULL"
        " AND (EXISTS (SELECT 1 FROM access_link l WHERE l.person = p.id AND l.kind = {})"
        " OR EXISTS (SELECT 1 FROM access_code c WHERE c.person = p.id)) ORDER BY p.id DESC LIMIT {}",
        *(district, email.lower(), RESIDENT, MOST),
    )
