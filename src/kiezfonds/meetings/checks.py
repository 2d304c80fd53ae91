"""What `verify` recomputes of the meetings: every ballot from its votes, its quorum and its result from the stored
rule, all of it against the chain; every resolution against its ballot and its reservation."""

import json
from typing import Any

from kiezfonds.database.work import rows
from kiezfonds.ledger.rules import EntryKind
from kiezfonds.meetings.counting import (
    BallotRule,
    Choice,
    Tally,
    is_accepted,
    quorum,
    read_ballot_rule,
    tally_of,
)
from kiezfonds.meetings.rules import FUNDING, BallotState, Method, ResolutionKind

Row = dict[str, Any]

RESOLUTIONS = """
SELECT r.id, r.kind, r.amount_cents, r.reservation, r.proposal, b.state AS ballot_state, b.is_accepted,
       b.amount_cents AS motion_cents, r.promoted_from, e.amount_cents AS reserved_cents, e.kind AS entry_kind,
       e.proposal AS entry_proposal
FROM resolution r JOIN ballot b ON b.id = r.ballot LEFT JOIN ledger_entry e ON e.id = r.reservation
WHERE r.district = {} ORDER BY r.id
"""


async def findings(district: int) -> list[str]:
    """One plain line for each row that is not as it must be; none when all is well."""
    ballots = await rows("SELECT b.* FROM ballot b WHERE b.district = {} ORDER BY b.id", district)
    votes = await _by_ballot("vote", "choice", district)
    seats = await _by_ballot("ballot_seat", "id", district)
    closes, openings = await _sealed(district, "close_ballot"), await _sealed(district, "open_ballot")
    found: list[str] = []
    for ballot in ballots:
        own = votes.get(ballot["id"], [])
        allowed = [row["seat"] for row in seats.get(ballot["id"], [])]
        found += _against_the_opening(ballot, allowed, openings.get(ballot["id"]))
        found += [
            f"ballot {ballot['id']}: seat {vote['seat']} voted without being entitled"
            for vote in own
            if vote["seat"] not in allowed
        ]
        if ballot["closed_at"] is not None:
            found += _against_the_close(ballot, own, closes.get(ballot["id"]))
            found += _result(ballot, closes.get(ballot["id"]))
    gone = sorted((set(openings) | set(closes)) - {ballot["id"] for ballot in ballots})
    found += [f"ballot {id}: in the audit chain, but not among the ballots" for id in gone]
    return found + await _resolutions(district)


async def _by_ballot(table: str, column: str, district: int) -> dict[int, list[Row]]:
    sql = f"SELECT ballot, seat, {column} FROM {table} WHERE district = {{}} ORDER BY ballot, seat"  # noqa: S608 - constants
    found: dict[int, list[Row]] = {}
    for row in await rows(sql, district):
        found.setdefault(row["ballot"], []).append(row)
    return found


async def _sealed(district: int, act: str) -> dict[int, Row]:
    """What the chain says of each ballot."""
    lines = await rows(
        "SELECT l.payload FROM audit_line l WHERE l.district = {} AND l.act = {} ORDER BY l.number", district, act
    )
    return {fact["ballot"]: fact for fact in (json.loads(line["payload"])["facts"] for line in lines)}


def _against_the_opening(ballot: Row, allowed: list[int], sealed: Row | None) -> list[str]:
    where = f"ballot {ballot['id']}"
    if sealed is None:
        return [f"{where}: no line of the audit chain opens it"]
    found = []
    if sealed["entitled"] != allowed:
        found.append(f"{where}: those entitled are {allowed}, the audit chain says {sealed['entitled']}")
    if sealed["amount_cents"] != ballot["amount_cents"]:
        found.append(f"{where}: its amount is {ballot['amount_cents']}, the audit chain says {sealed['amount_cents']}")
    if ballot["entitled_count"] != len(allowed):
        found.append(f"{where}: {ballot['entitled_count']} entitled are stored, there are {len(allowed)}")
    opening = quorum(
        read_ballot_rule(ballot["rule"]).quorum,
        appointed=ballot["appointed_count"],
        present=ballot["present_count"],
        excluded_present=ballot["excluded_present_count"],
        excluded_total=ballot["excluded_count"],
        all_invited=True,
    )
    if (opening.is_met, opening.needed) != (bool(ballot["is_quorate"]), ballot["needed_count"]):
        found.append(f"{where}: its quorum at the opening does not follow from the stored numbers")
    return found


def _against_the_close(ballot: Row, votes: list[Row], sealed: Row | None) -> list[str]:
    where = f"ballot {ballot['id']}"
    if sealed is None:
        return [f"{where}: no line of the audit chain closes it"]
    stored = {"yes": ballot["yes_count"], "no": ballot["no_count"], "abstain": ballot["abstain_count"]}
    found = [
        f"{where}: {count} {name} are stored, the audit chain says {sealed[name]}"
        for name, count in stored.items()
        if count != sealed[name]
    ]
    if ballot["method"] != Method.OPEN:
        return found
    recounted = tally_of(Choice(vote["choice"]) for vote in votes)
    if recounted != _tally(ballot):
        found.append(f"{where}: its votes give {recounted.yes} yes, {recounted.no} no, {recounted.abstain} abstain")
    cast = {vote["seat"]: vote["choice"] for vote in votes}
    known = dict(sealed["votes"] or [])
    return found + [
        f"{where}: the vote of seat {seat} is {cast.get(seat, 'missing')}, the audit chain says"
        f" {known.get(seat, 'none')}"
        for seat in sorted({*cast, *known})
        if cast.get(seat) != known.get(seat)
    ]


def _result(ballot: Row, sealed: Row | None) -> list[str]:
    """Acceptance and quorum at the close, from the stored rule and numbers."""
    rule = read_ballot_rule(ballot["rule"])
    chair = Choice(sealed["chair_vote"]) if sealed and sealed["chair_vote"] else None
    accepted = is_accepted(rule.majority, _tally(ballot), ballot["entitled_count"], ballot["appointed_count"], chair)
    found = []
    if accepted != bool(ballot["is_accepted"]):
        found.append(f"ballot {ballot['id']}: by its rule it is {'accepted' if accepted else 'rejected'}")
    if bool(ballot["is_quorate_at_close"]) and not _was_quorate_at_close(ballot, rule):
        found.append(f"ballot {ballot['id']}: its quorum at the close does not follow from the stored numbers")
    confirmed_without = ballot["state"] == BallotState.CONFIRMED and not ballot["is_quorate_at_close"]
    if confirmed_without and not ballot["quorum_reason"]:
        found.append(f"ballot {ballot['id']}: confirmed without quorum and without a reason")
    return found


def _was_quorate_at_close(ballot: Row, rule: BallotRule) -> bool:
    return quorum(
        rule.quorum,
        appointed=ballot["appointed_count"],
        present=ballot["closed_present_count"],
        excluded_present=ballot["closed_excluded_present_count"],
        excluded_total=ballot["closed_excluded_count"],
        all_invited=True,
    ).is_met


def _tally(ballot: Row) -> Tally:
    return Tally(ballot["yes_count"], ballot["no_count"], ballot["abstain_count"])


async def _resolutions(district: int) -> list[str]:
    sealed = {
        fact["resolution"]: fact
        for fact in (
            json.loads(line["payload"])["facts"]
            for line in await rows(
                "SELECT l.payload FROM audit_line l WHERE l.district = {} AND l.act = {} ORDER BY l.number",
                district,
                "resolve",
            )
        )
    }
    found = []
    for row in await rows(RESOLUTIONS, district):
        where = f"resolution {row['id']}"
        is_funding = ResolutionKind(row["kind"]) in FUNDING
        if row["ballot_state"] != BallotState.CONFIRMED:
            found.append(f"{where}: its ballot is not confirmed")
        was_voted = is_funding and row["promoted_from"] is None  # who moves up was voted on for the waiting list
        if was_voted and not row["is_accepted"]:
            found.append(f"{where}: promises money on a rejected motion")
        if was_voted and row["amount_cents"] != row["motion_cents"]:
            found.append(f"{where}: {row['amount_cents']} cents, the motion was {row['motion_cents']}")
        if is_funding != (row["reservation"] is not None):
            found.append(f"{where}: {'without a reservation' if is_funding else 'has a reservation'}")
        elif is_funding and not _fits(row):
            found.append(f"{where}: its reservation does not fit")
        facts = sealed.get(row["id"], {})
        if (facts.get("kind"), facts.get("amount_cents")) != (row["kind"], row["amount_cents"]):
            found.append(f"{where}: {row['kind']}, {row['amount_cents']} cents; the audit chain says otherwise")
    return found


def _fits(row: Row) -> bool:
    return (row["entry_kind"], row["reserved_cents"], row["entry_proposal"]) == (
        EntryKind.RESERVATION,
        row["amount_cents"],
        row["proposal"],
    )
