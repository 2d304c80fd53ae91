"""The office sends once more what did not go out."""

import json
from datetime import timedelta

from kiezfonds.audit.tables import AuditLine
from kiezfonds.jobs import queries
from kiezfonds.jobs.actions import fail, finish, mark_mail, post_mail, resend, take_due
from kiezfonds.jobs.rules import MAX_ATTEMPTS
from world import World


async def test_a_failed_mail_is_due_at_once_again(world: World) -> None:
    (mail,) = await failed_mail(world)

    assert await resend(world.district.id, mail["id"], by=world.actor("bernd"), now=world.now) == []

    (row,) = await queries.mails(world.district.id)
    assert (row["state"], row["last_error"]) == ("waiting", "")
    assert await queries.dead_jobs(world.district.id) == 0
    assert [task.payload for task in await take_due("w2", world.now)] == [{"mail": mail["id"]}]


async def test_sending_again_leaves_a_line_without_address_or_text(world: World) -> None:
    (mail,) = await failed_mail(world)
    await resend(world.district.id, mail["id"], by=world.actor("bernd"), now=world.now)

    lines = await AuditLine.select(AuditLine.payload).where(AuditLine.act == "resend_mail")
    assert [json.loads(line["payload"])["facts"] for line in lines] == [{"mail": mail["id"]}]


async def test_a_sent_mail_is_not_sent_again(world: World) -> None:
    await post_mail(world.district.id, "ayse@kiez.example", "Ihre Idee", "Guten Tag", now=world.now)
    (task,) = await take_due("w1", world.now)
    (mail,) = await queries.mails(world.district.id)
    await mark_mail(mail["id"], "sent", world.now)
    await finish(task, world.now)

    problems = await resend(world.district.id, mail["id"], by=world.actor("bernd"), now=world.now)

    assert [p.text for p in problems] == ["Diese Mail ist schon gesendet."]
    assert await take_due("w2", world.now + timedelta(days=1)) == []


async def test_a_mail_that_is_being_sent_keeps_its_lease(world: World) -> None:
    await post_mail(world.district.id, "ayse@kiez.example", "Ihre Idee", "Guten Tag", now=world.now)
    await take_due("w1", world.now)
    (mail,) = await queries.mails(world.district.id)

    await resend(world.district.id, mail["id"], by=world.actor("bernd"), now=world.now)

    assert await take_due("w2", world.now) == []


async def failed_mail(world: World) -> list[dict[str, object]]:
    await post_mail(world.district.id, "ayse@kiez.example", "Ihre Idee", "Guten Tag", now=world.now)
    now = world.now
    for _ in range(MAX_ATTEMPTS):
        (task,) = await take_due("w1", now)
        await fail(task, "refused", now)
        now += timedelta(hours=2)
    (mail,) = await queries.mails(world.district.id)
    await mark_mail(mail["id"], "failed", now, "refused")
    world.now = now
    return [mail]
