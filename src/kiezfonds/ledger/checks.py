"""What `verify` recomputes of the money: every pot from its entries, every entry against the chain."""

import json
from typing import Any

from kiezfonds.database.work import rows
from kiezfonds.ledger.rules import EntryKind, balance_of, broken_promises
from kiezfonds.rounds.rules import FundState

Row = dict[str, Any]

SEALED = ("area_budget", "number", "kind", "amount_cents", "proposal", "settles", "counterpart")


async def findings(district: int) -> list[str]:
    """One plain line for each row that is not as it must be; none when all is well."""
    entries = await rows(
        "SELECT e.id, e.area_budget, e.number, e.kind, e.amount_cents, e.proposal, e.settles, e.counterpart"
        " FROM ledger_entry e"
        " WHERE e.district = {} ORDER BY e.area_budget, e.number",
        district,
    )
    sealed = await _sealed(district)
    return [
        *_against_the_chain(entries, sealed),
        *_pots(entries),
        *_reservations(entries),
        *_transfers(entries),
        *await _funds(district, entries),
    ]


async def _sealed(district: int) -> dict[int, Row]:
    """What the chain says of each entry."""
    lines = await rows(
        "SELECT l.payload FROM audit_line l WHERE l.district = {} AND l.act = {} ORDER BY l.number",
        district,
        "book_entry",
    )
    facts = [json.loads(line["payload"])["facts"] for line in lines]
    return {fact["entry"]: fact for fact in facts}


def _against_the_chain(entries: list[Row], sealed: dict[int, Row]) -> list[str]:
    found = []
    for entry in entries:
        facts = sealed.get(entry["id"])
        if facts is None:
            found.append(f"ledger entry {entry['id']}: no line of the audit chain books it")
            continue
        found += [
            f"ledger entry {entry['id']}: {name} is {entry[name]}, the audit chain says {facts.get(name)}"
            for name in SEALED
            if entry[name] != facts.get(name)
        ]
    gone = sorted(set(sealed) - {entry["id"] for entry in entries})
    return found + [f"ledger entry {id}: booked in the audit chain, but not in the ledger" for id in gone]


def _pots(entries: list[Row]) -> list[str]:
    by_pot: dict[int, list[Row]] = {}
    for entry in entries:
        by_pot.setdefault(entry["area_budget"], []).append(entry)
    found = []
    for pot, group in by_pot.items():
        numbers = [entry["number"] for entry in group]
        if numbers != list(range(1, len(group) + 1)):
            found.append(f"area budget {pot}: the numbers of its entries have a gap")
        found += [
            f"ledger entry {entry['id']}: its amount is {entry['amount_cents']} cents"
            for entry in group
            if entry["amount_cents"] <= 0
        ]
        was_cut = any(entry["kind"] == EntryKind.BUDGET_CUT for entry in group)
        balance = balance_of((EntryKind(entry["kind"]), entry["amount_cents"]) for entry in group)
        if broken_promises(balance, was_cut):
            found.append(
                f"area budget {pot}: a promise is broken (budget {balance.budget}, reserved {balance.reserved},"
                f" committed {balance.committed}, paid {balance.paid} cents)"
            )
    return found


def _reservations(entries: list[Row]) -> list[str]:
    """Nothing settles what is no reservation of the same pot, or more than was reserved."""
    by_id = {entry["id"]: entry for entry in entries}
    left: dict[int, int] = {e["id"]: e["amount_cents"] for e in entries if e["kind"] == EntryKind.RESERVATION}
    promised = dict.fromkeys(left, 0)
    found = []
    for entry in entries:
        settled = entry["settles"]
        if settled is None:
            continue
        if settled not in left or by_id[settled]["area_budget"] != entry["area_budget"]:
            found.append(f"ledger entry {entry['id']}: settles {settled}, which is no reservation of its area budget")
        elif entry["kind"] == EntryKind.RELEASE:
            left[settled] -= entry["amount_cents"]
        elif entry["kind"] in (EntryKind.COMMITMENT, EntryKind.REDUCTION):
            promised[settled] += entry["amount_cents"] * (1 if entry["kind"] == EntryKind.COMMITMENT else -1)
    found += [f"ledger entry {id}: more of it is released than was reserved" for id in left if left[id] < 0]
    return found + [
        f"ledger entry {id}: more is taken back than was promised from it" for id in promised if promised[id] < 0
    ]


def _transfers(entries: list[Row]) -> list[str]:
    """What left one pot reached another, once and whole."""
    left = {entry["id"]: entry for entry in entries if entry["kind"] == EntryKind.TRANSFER_OUT}
    found = []
    for entry in entries:
        if entry["kind"] != EntryKind.TRANSFER_IN:
            continue
        other = left.pop(entry["counterpart"], None)
        if other is None:
            found.append(f"ledger entry {entry['id']}: came from nowhere")
        elif other["amount_cents"] != entry["amount_cents"] or other["area_budget"] == entry["area_budget"]:
            found.append(f"ledger entry {entry['id']}: is not what entry {other['id']} gave away")
    return found + [f"ledger entry {id}: its transfer arrived nowhere" for id in left]


async def _funds(district: int, entries: list[Row]) -> list[str]:
    """The pots of a released fund got what the fund has, to the cent."""
    pots = await rows(
        "SELECT f.id AS fund, f.total_cents, b.id AS pot FROM fund f LEFT JOIN area_budget b ON b.fund = f.id"
        " WHERE f.district = {} AND f.state = {} ORDER BY f.id",
        district,
        FundState.RELEASED.value,
    )
    given: dict[int, int] = {}
    for entry in entries:
        if entry["kind"] == EntryKind.BUDGET:
            given[entry["area_budget"]] = given.get(entry["area_budget"], 0) + entry["amount_cents"]
    totals = {row["fund"]: int(row["total_cents"]) for row in pots}
    shared = dict.fromkeys(totals, 0)
    for row in pots:
        shared[row["fund"]] += given.get(row["pot"], 0)
    return [
        f"fund {fund}: its area budgets were given {shared[fund]} cents, the fund has {total}"
        for fund, total in totals.items()
        if shared[fund] != total
    ]
