"""The rules of a fund: put together from presets, adjusted before the first use, then never changed.

Every change is a new row with its own version and SHA-256; letters and ballots cite the one they rest on.
"""

from datetime import datetime
from typing import Any

from msgspec.structs import replace

from kiezfonds.audit.actions import record
from kiezfonds.audit.tables import AuditHead
from kiezfonds.database.work import locked, transaction
from kiezfonds.ground.actors import Actor
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.rounds import queries
from kiezfonds.rounds.adjusting import problems_with_rules
from kiezfonds.rounds.funds import RULES_ARE_USED
from kiezfonds.rounds.rules import SCHEMA_VERSION, Chosen, Rules, canonical, preset, read_rules, sha256_of
from kiezfonds.rounds.tables import Fund, RuleSet

Row = dict[str, Any]

UNKNOWN = Problem(N_("Diese Vorlage gibt es nicht."))


async def choose_presets(district: int, fund: int, chosen: Chosen, *, by: Actor, now: datetime) -> list[Problem]:
    """Start again from these presets. How the money is shared between the areas was said before and stays."""
    if not chosen.is_known:
        return [UNKNOWN]
    async with transaction():
        row = await _changeable(district, fund)
        if row is None:
            return [RULES_ARE_USED]
        before, rules = read_rules(row["content"]), preset(chosen.stored)
        least = before.fund.min_per_area_cents or rules.fund.min_per_area_cents
        shared = replace(rules.fund, key=before.fund.key, min_per_area_cents=least)
        await _put(district, row, chosen.stored, replace(rules, fund=shared), by, now)
    return []


async def adjust_rules(
    district: int, fund: int, part: str, values: dict[str, Any], *, by: Actor, now: datetime
) -> list[Problem]:
    """Other values for some parameters of a part (fund, jury, voting)."""
    async with transaction():
        row = await _changeable(district, fund)
        if row is None:
            return [RULES_ARE_USED]
        before = read_rules(row["content"])
        rules = replace(before, **{part: replace(getattr(before, part), **values)})
        problems = problems_with_rules(rules)
        if problems:
            return problems
        await _put(district, row, row["preset"], rules, by, now)
    return []


async def write_rule_set(district: int, preset_name: str, rules: Rules, now: datetime) -> int:
    """A new version; returns its id."""
    title, content = Chosen.of(preset_name).title, canonical(rules)
    row = RuleSet(
        district=district,
        name=title,
        version=await queries.last_rule_set_version(district, title) + 1,
        preset=preset_name,
        schema_version=SCHEMA_VERSION,
        content=content,
        sha256=sha256_of(content),
        created_at=now,
    )
    (saved,) = await RuleSet.insert(row).returning(RuleSet.id)
    return int(saved["id"])


async def _changeable(district: int, fund: int) -> Row | None:
    """The fund, locked, while nobody has handed in anything under its rules.

    Handing in takes the head of the audit chain, so nothing comes in between this look and the change.
    """
    await locked(Fund, Fund.district == district, Fund.id == fund)
    await locked(AuditHead, AuditHead.district == district)
    return None if await queries.rules_are_used(district, fund) else await queries.fund_by_id(district, fund)


async def _put(district: int, fund: Row, preset_name: str, rules: Rules, by: Actor, now: datetime) -> None:
    if (preset_name, canonical(rules)) == (fund["preset"], fund["content"]):
        return
    rule_set = await write_rule_set(district, preset_name, rules, now)
    await Fund.update({Fund.rule_set: rule_set}).where(Fund.district == district, Fund.id == fund["id"])
    digest = sha256_of(canonical(rules))
    await record(district, "change_rules", by=by, now=now, fund=fund["id"], rule_set=rule_set, sha256=digest)
