"""Who leads a meeting: the coordinator, or the member in the chair."""

from kiezfonds.accounts.guards import current_visitor, district_of, visitor_of
from kiezfonds.accounts.rules import Role, Visitor
from kiezfonds.ground.days import berlin_day
from kiezfonds.juries.queries import seats_of_person
from kiezfonds.meetings import queries
from kiezfonds.meetings.queries import Row
from kiezfonds.meetings.rules import read_meeting_reference
from kiezfonds.web.errors import NotAllowed, NotFound
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.requests import Request


async def chaired(request: Request, ref: str) -> tuple[Row, Visitor]:
    """The meeting, for the coordinator or the member in the chair; the desk shows names, so for nobody else."""
    meeting = await meeting_named(request, ref)
    me = current_visitor(request)
    if me.has(Role.COORDINATOR) or await _sits_in_the_chair(me, meeting):
        return meeting, me
    as_juror = await visitor_of(request, "juror")
    if as_juror is not None and await _sits_in_the_chair(as_juror, meeting):
        return meeting, as_juror
    raise NotAllowed(_("Dieses Pult ist für die Leitung der Sitzung."))


async def _sits_in_the_chair(me: Visitor, meeting: Row) -> bool:
    if me.kind != "juror":
        return False
    own = await seats_of_person(me.district, me.person, berlin_day(meeting["begins_at"]))
    return meeting["chair"] in {seat["id"] for seat in own}


async def meeting_named(request: Request, ref: str) -> Row:
    """The meeting of this district with this reference."""
    known = read_meeting_reference(ref)
    meeting = await queries.meeting(district_of(request).id, *known) if known else None
    if meeting is None:
        raise NotFound
    return meeting
