"""What the evening's screens show: the chair's desk, the juror's device, the projector. Reads only."""

from dataclasses import replace
from typing import Any

from kiezfonds.ground.days import time_text
from kiezfonds.juries.queries import told_memberships
from kiezfonds.ledger.queries import area_budget, balance
from kiezfonds.ledger.rules import PotState
from kiezfonds.meetings import attendance, queries, votes
from kiezfonds.meetings.amounts import fitting_kinds
from kiezfonds.meetings.counting import BASE_WORDS, BallotRule, ballot_rule_of, majority_said, read_ballot_rule
from kiezfonds.meetings.forms import CompanyForm, ConfirmForm, HandsForm, ItemForm, MotionForm, PlainMotionForm
from kiezfonds.meetings.rules import (
    BallotState,
    ConditionKind,
    ItemKind,
    ItemState,
    MeetingState,
    Method,
    MotionKind,
    ResolutionKind,
    meeting_reference,
)
from kiezfonds.meetings.waiting import later_dates
from kiezfonds.proposals.rules import reference
from kiezfonds.rounds.rules import read_rules
from kiezfonds.scoring.queries import opinions_on
from kiezfonds.scoring.rules import OPINION_WORDS, OpinionSummary
from kiezfonds.web.filters import moment
from kiezfonds.web.i18n import gettext as _

Row = dict[str, Any]

RUNNING = (BallotState.OPEN, BallotState.CLOSED)
OVER = (BallotState.CONFIRMED, BallotState.ANNULLED)


async def desk(district: int, meeting: Row) -> Row:
    """Everything on the chair's desk; the same number of queries whatever the evening holds."""
    resolutions = [_shown_resolution(row) for row in await queries.resolutions(district, meeting["id"])]
    by_item = {row["item"]: row for row in resolutions}
    items = [
        _with_outcome(_shown_item(item), by_item.get(item["id"]))
        for item in await queries.agenda(district, meeting["id"])
    ]
    item = next((i for i in items if i["state"] is ItemState.CALLED), None)
    rule = await attendance.ballot_rule(district, meeting, item)
    members = await attendance.members(district, meeting)
    stays = await attendance.intervals(district, meeting["id"])
    room = await attendance.room(district, meeting, item["proposal"] if item else None, members, stays)
    ballots = await queries.ballots(district, meeting["id"])
    ballot = next((_shown_ballot(b) for b in ballots if b["state"] in RUNNING), None)
    turnout = await votes.turnout(district, ballot["id"] if ballot else 0)
    pot = await area_budget(district, meeting["fund"], meeting["area"])
    voted = {row["seat"] for row in turnout if row["vote"]}
    entitled = {row["seat"] for row in turnout}
    opinions = await opinions_on(district, item["version"] if item and item["version"] else 0)
    quorum = room.quorum(rule)
    return {
        "meeting": meeting,
        "ref": meeting_reference(meeting["year"], meeting["number"]),
        "state": MeetingState(meeting["state"]),
        "items": items,
        "item": item,
        "next_item": next((i for i in items if i["state"] is ItemState.LISTED), None),
        "earlier": [
            _shown_ballot(b) for b in ballots if item and b["item"] == item["id"] and b["state"] not in RUNNING
        ],
        "ballot": ballot,
        "entitled": len(entitled),
        "voted": len(voted),
        "missing": [m["name"] for m in members if m["id"] in (entitled - voted) & room.present],
        "left": [m["name"] for m in members if m["id"] in (entitled - voted) - room.present],
        "members": [_shown_member(m, stays, room) for m in members],
        "chair": next((m for m in members if m["id"] == meeting["chair"]), None),
        "is_chair_excluded": meeting["chair"] in room.excluded,
        "room": room,
        "quorum": quorum,
        "told": await told_memberships(district, item["proposal"] or 0 if item else 0),
        "quorum_line": quorum.said(_),
        "base_words": _(BASE_WORDS[rule.quorum.base]),
        "majority_words": majority_said(rule.majority, _),
        "opinions": opinions if opinions.answered else None,
        "opinions_line": _opinions_line(opinions),
        "balance": await balance(district, pot["id"] if pot else 0),
        "freeze": freeze_of(pot),
        "resolutions": resolutions,
        "last": resolutions[-1] if resolutions else None,
        "late": [late for late in await queries.late_votes(district, meeting["id"]) if late["number"] == len(ballots)],
        "is_again": rule.quorum.fixed == 1,
        "may_end_without_quorum": may_end_without_quorum(meeting, room, ballots),
        "company_form": company_form(meeting),
        "item_form": ItemForm(),
        **_desk_forms(item, ballot, await date_options(district, meeting)),
    }


async def juror(district: int, meeting: Row, seat: Row) -> Row:
    """Only the current item and ballot, and the own vote."""
    items = [_shown_item(item) for item in await queries.agenda(district, meeting["id"])]
    item = next((i for i in items if i["state"] is ItemState.CALLED), None)
    ballots = await queries.ballots(district, meeting["id"])
    ballot = next((_shown_ballot(b) for b in ballots if b["state"] in RUNNING), None)
    stays = await attendance.intervals(district, meeting["id"])
    room = await attendance.room(district, meeting, item["proposal"] if item else None, [seat], stays)
    turnout = await votes.turnout(district, ballot["id"] if ballot else 0)
    done = [_shown_ballot(b) for b in ballots if b["state"] in OVER]
    return {
        "meeting": meeting,
        "ref": meeting_reference(meeting["year"], meeting["number"]),
        "state": MeetingState(meeting["state"]),
        "seat": seat,
        "item": item,
        "ballot": ballot,
        "choice": await votes.vote_of(district, ballot["id"] if ballot else 0, seat["id"]),
        "is_entitled": seat["id"] in {row["seat"] for row in turnout},
        "is_excluded": seat["id"] in room.excluded,
        "is_present": seat["id"] in room.present,
        "last": done[-1] if done else None,
    }


async def projector(district: int, meeting: Row) -> Row:
    """For everyone: no names, and nothing of a vote before the chair has confirmed it, unless the rule set says the
    vote is public; then how many have voted, never how."""
    items = [_shown_item(item) for item in await queries.agenda(district, meeting["id"])]
    item = next((i for i in items if i["state"] is ItemState.CALLED), None)
    ballots = [_shown_ballot(b) for b in await queries.ballots(district, meeting["id"])]
    ballot = next((b for b in ballots if b["state"] in RUNNING), None)
    resolutions = await queries.resolutions(district, meeting["id"])
    pot = await area_budget(district, meeting["fund"], meeting["area"])
    turnout = await votes.turnout(district, ballot["id"] if ballot else 0)
    last = next((b for b in reversed(ballots) if b["state"] is BallotState.CONFIRMED), None)
    is_fresh = last is not None and (item is None or item["id"] == last["item"])
    return {
        "meeting": meeting,
        "state": MeetingState(meeting["state"]),
        "item": item,
        "ballot": ballot,
        "is_vote_public": read_rules(meeting["content"]).voting.is_vote_public,
        "entitled": len(turnout),
        "voted": sum(1 for row in turnout if row["vote"]),
        "result": last if is_fresh and ballot is None else None,
        "resolution": next((_shown_resolution(r) for r in resolutions if last and r["ballot"] == last["id"]), None),
        "balance": await balance(district, pot["id"] if pot else 0),
        "freeze": freeze_of(pot),
        "decided": len(resolutions),
    }


def may_end_without_quorum(meeting: Row, room: attendance.Room, ballots: list[Row]) -> bool:
    """Too few are there for any item, and nothing was voted on. In a second meeting whoever came is enough."""
    everyone = replace(room, excluded=frozenset())
    is_met = everyone.quorum(ballot_rule_of(read_rules(meeting["content"]).voting)).is_met
    is_enough = is_met or bool(meeting["repeats"] and room.present)
    return not is_enough and all(ballot["state"] == BallotState.ANNULLED for ballot in ballots)


def company_form(meeting: Row) -> CompanyForm:
    return CompanyForm(recorder=meeting["recorder"], staff=meeting["staff_present"], guests=meeting["guest_count"])


async def date_options(district: int, meeting: Row) -> list[tuple[str, str]]:
    """Where a deferred proposal can go."""
    return [(str(date["id"]), moment(date["held_at"])) for date in await later_dates(district, meeting["id"])]


def confirm_form(item: Row, ballot: Row, dates: list[tuple[str, str]]) -> ConfirmForm:
    """Offers what the result of this ballot can mean, and nothing else."""
    is_accepted = bool(ballot["is_accepted"])
    kinds = fitting_kinds(
        is_accepted=is_accepted,
        amount=ballot["amount_cents"] or 0,
        requested=item["requested_cents"] or 0,
        has_conditions=bool(ballot["conditions"].strip()),
        motion=MotionKind(ballot["kind"]),
    )
    return ConfirmForm.for_ballot(f"abst{ballot['number']}", kinds, dates, is_accepted=is_accepted)


def motion_form(item: Row) -> MotionForm | PlainMotionForm:
    """What is usually moved on this item."""
    prefix, hands = f"top{item['position']}", Method.HANDS.value
    if item["proposal"]:
        text = _("Der Antrag „{title}“ wird gefördert.").format(title=item["title"])
        kind, amount = MotionKind.FUNDING.value, item["requested_cents"]
        late = ConditionKind.OBLIGATION.value
        return MotionForm(prefix, kind=kind, motion=text, amount=amount, method="open", condition_kind=late)
    text = _("Das {title} wird genehmigt.").format(title=item["title"]) if item["kind"] is ItemKind.MINUTES else ""
    return PlainMotionForm(prefix, motion=text, method=hands)


def freeze_of(pot: Row | None) -> str:
    """Why nothing of this pot can be set aside at present; nothing while it is open."""
    if pot is None or pot["state"] != PotState.FROZEN:
        return ""
    return pot["freeze_reason"] or pot["fund_freeze_reason"] or _("Der Grund ist nicht eingetragen.")


def _shown_item(item: Row) -> Row:
    ref = reference(item["year"], item["number"]) if item["number"] else ""
    return {**item, "state": ItemState(item["state"]), "kind": ItemKind(item["kind"]), "ref": ref}


def _shown_resolution(row: Row) -> Row:
    return {**row, "kind": ResolutionKind(row["kind"])}


def _with_outcome(item: Row, resolution: Row | None) -> Row:
    """What the agenda says of an item: its state and what is asked for, afterwards what came of it."""
    if resolution is None:
        return {**item, "word": item["state"], "shown_cents": item["requested_cents"]}
    return {**item, "word": resolution["kind"], "shown_cents": resolution["amount_cents"]}


def _shown_ballot(ballot: Row) -> Row:
    rule: BallotRule = read_ballot_rule(ballot["rule"])
    return {
        **ballot,
        "state": BallotState(ballot["state"]),
        "method": Method(ballot["method"]),
        "kind": MotionKind(ballot["kind"]),
        "majority_words": majority_said(rule.majority, _),
        "base_words": _(BASE_WORDS[rule.quorum.base]),
    }


def _shown_member(member: Row, stays: list[Row], room: attendance.Room) -> Row:
    own = [stay for stay in stays if stay["seat"] == member["id"]]
    return {
        **member,
        "is_present": member["id"] in room.present,
        "is_excluded": member["id"] in room.excluded,
        "stays": [_stay_text(stay) for stay in own],
    }


def _stay_text(stay: Row) -> str:
    """„18:02–19:40", „seit 18:02"."""
    begin = time_text(stay["from_at"])
    if stay["until_at"] is None:
        return _("seit {begin}").format(begin=begin)
    return f"{begin} – {time_text(stay['until_at'])}"


def _opinions_line(found: OpinionSummary) -> str:
    return " · ".join(f"{count} {_(OPINION_WORDS[opinion])}" for opinion, count in found.counts.items() if count)


def _desk_forms(item: Row | None, ballot: Row | None, dates: list[tuple[str, str]]) -> Row:
    """Empty forms; ids carry item and ballot, so that a live page never mixes what was typed for two of them."""
    motion = hands = confirm = None
    if item and item["kind"] is not ItemKind.OPENING and ballot is None:
        motion = motion_form(item)
    if ballot and ballot["state"] is BallotState.OPEN and ballot["method"] is Method.HANDS:
        hands = HandsForm(f"abst{ballot['number']}")
    if ballot and item and ballot["state"] is BallotState.CLOSED:
        confirm = confirm_form(item, ballot, dates)
    return {"motion_form": motion, "hands_form": hands, "confirm_form": confirm}
