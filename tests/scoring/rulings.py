"""A fund whose rule set says something else about scores."""

from typing import Any

import msgspec

from kiezfonds.rounds.queries import rules_of
from kiezfonds.rounds.rules import CriterionRule, canonical, sha256_of
from kiezfonds.rounds.tables import Fund, RuleSet
from world import World

WEIGHTS = {"benefit": 50, "neighbours": 30, "cost": 20}
QUESTIONS = {"benefit": "Nutzen für den Kiez", "neighbours": "Nachbarn kommen in Kontakt", "cost": "Kosten und Nutzen"}
CRITERIA = tuple(CriterionRule(name, QUESTIONS[name], weight, 1, 5) for name, weight in WEIGHTS.items())


async def rule(world: World, fund: int, **voting: Any) -> None:
    """A new rule set for the fund, as before but for these parts of `voting`."""
    rules = await rules_of(world.district.id, fund)
    content = canonical(msgspec.structs.replace(rules, voting=msgspec.structs.replace(rules.voting, **voting)))
    version = len(await RuleSet.select(RuleSet.id)) + 1
    row = RuleSet(
        district=world.district.id,
        name="Andere Regeln",
        version=version,
        preset="lichtenberg",
        schema_version=2,
        content=content,
        sha256=sha256_of(content),
        created_at=world.now,
    )
    (saved,) = await RuleSet.insert(row).returning(RuleSet.id)
    await Fund.update({Fund.rule_set: saved["id"]}).where(Fund.id == fund)
