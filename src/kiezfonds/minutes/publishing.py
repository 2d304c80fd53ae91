"""What everyone may read of a meeting: numbers and decisions, no names, no idea that got no money. Pure."""

from dataclasses import replace

from kiezfonds.meetings.rules import FUNDING, ItemKind
from kiezfonds.minutes.rules import BallotFacts, Evening, Item, ResolutionFacts

SOME_IDEA = "Eine Idee, die nicht oder noch nicht gefördert wird"


def public_evening(evening: Evening) -> Evening:
    """The same meeting for the public edition. Texts typed in the meeting stay where money was promised."""
    return replace(
        evening,
        is_public=True,
        chair="",
        recorder="",
        staff="",
        handovers=tuple((at, "", "") for at, *_ in evening.handovers),
        attendees=tuple(replace(each, name="") for each in evening.attendees),
        items=tuple(_item(item) for item in evening.items),
    )


def is_funded(item: Item) -> bool:
    return any(resolution.kind in FUNDING for resolution in item.resolutions)


def _item(item: Item) -> Item:
    ballots = tuple(_ballot(ballot) for ballot in item.ballots)
    nameless = tuple("" for _ in item.excluded)
    if item.kind != ItemKind.PROPOSAL or is_funded(item):
        return replace(item, ballots=ballots, excluded=nameless)
    return replace(
        item,
        title=SOME_IDEA,
        proposal="",
        applicant="",
        requested_cents=0,
        excluded=nameless,
        ballots=tuple(replace(ballot, motion="", conditions="", amount_cents=None) for ballot in ballots),
        resolutions=tuple(_resolution(resolution) for resolution in item.resolutions),
    )


def _ballot(ballot: BallotFacts) -> BallotFacts:
    return replace(ballot, choices=(), quorum_reason="", annulled_reason="")


def _resolution(resolution: ResolutionFacts) -> ResolutionFacts:
    return replace(resolution, reason="", conditions="")
