"""Ballots on the chair's desk: opening, closing, counting hands, confirming, annulling."""

from litestar import get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import district_of
from kiezfonds.accounts.rules import Visitor
from kiezfonds.districts.pages import site_of
from kiezfonds.meetings import ballots, queries, resolving, screens
from kiezfonds.meetings.chairing import chaired
from kiezfonds.meetings.desk_answers import CHAIRS, Page, act, desk_page, desk_path, number_in
from kiezfonds.meetings.forms import AnnulForm, HandsForm, MotionForm, PlainMotionForm
from kiezfonds.meetings.queries import Row
from kiezfonds.web.errors import NotFound
from kiezfonds.web.forms import multi
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect, render
from kiezfonds.web.requests import Request


@post("/abstimmungen", opt=CHAIRS, status_code=303)
async def create_ballot(request: Request, ref: FromPath[str]) -> Page:
    meeting, me = await chaired(request, ref)
    position = await number_in(request, "position")
    item = await queries.item(district_of(request).id, meeting["id"], position)
    kind = MotionForm if item is None or item["proposal"] else PlainMotionForm
    form = await kind.read_as(f"top{position}", request)

    async def put() -> Page:
        if form.is_valid:
            district = district_of(request).id
            number, problems = await ballots.open_ballot(
                district, meeting["id"], position, form.result(), by=me.actor(), now=request.now
            )
            if not problems:
                flash = _("Abstimmung {number} ist eröffnet.").format(number=number)
                return redirect(request, desk_path(request, ref), flash)
            form.add(problems)
        return await desk_page(request, meeting, me, motion_form=form)

    return await once(request, put)


@post("/abstimmungen/{number:int}/schluss", opt=CHAIRS, status_code=303)
async def create_ballot_close(request: Request, ref: FromPath[str], number: FromPath[int]) -> Page:
    return await act(request, ref, ballots.close_ballot, number)


@post("/abstimmungen/{number:int}/auszaehlung", opt=CHAIRS, status_code=303)
async def create_hand_count(request: Request, ref: FromPath[str], number: FromPath[int]) -> Page:
    meeting, me = await chaired(request, ref)
    form = await HandsForm.read_as(f"abst{number}", request)
    if form.is_valid:
        await _ballot_known(request, meeting, number)
        form.add(
            await ballots.enter_hand_count(
                district_of(request).id, meeting["id"], number, form.result(), by=me.actor(), now=request.now
            )
        )
    if not form.is_valid:
        return await desk_page(request, meeting, me, hands_form=form)
    return redirect(request, desk_path(request, ref))


@post("/abstimmungen/{number:int}/bestaetigung", opt=CHAIRS, status_code=303)
async def create_confirmation(request: Request, ref: FromPath[str], number: FromPath[int]) -> Page:
    meeting, me = await chaired(request, ref)
    ballot = await _ballot_known(request, meeting, number)
    dates = await screens.date_options(district_of(request).id, meeting)
    form = screens.confirm_form(await _item_of(request, meeting, ballot), ballot, dates)
    form.fill(multi(await request.form()))
    if form.is_valid:
        form.add(
            await resolving.confirm_ballot(
                district_of(request).id,
                meeting["id"],
                number,
                form.result(),
                quorum_reason=form.values["quorum_reason"],
                by=me.actor(),
                now=request.now,
            )
        )
    if not form.is_valid:
        return await desk_page(request, meeting, me, confirm_form=form)
    return redirect(request, desk_path(request, ref), _("Das Ergebnis ist bestätigt."))


@get("/abstimmungen/{number:int}/annullierung", opt=CHAIRS)
async def new_annulment(request: Request, ref: FromPath[str], number: FromPath[int]) -> Page:
    meeting, me = await chaired(request, ref)
    return await _annulment_page(request, meeting, me, number, AnnulForm())


@post("/abstimmungen/{number:int}/annullierung", opt=CHAIRS, status_code=303)
async def create_annulment(request: Request, ref: FromPath[str], number: FromPath[int]) -> Page:
    meeting, me = await chaired(request, ref)
    form = await AnnulForm.read(request)
    if form.is_valid:
        await _ballot_known(request, meeting, number)
        form.add(
            await ballots.annul_ballot(
                district_of(request).id,
                meeting["id"],
                number,
                form.values["reason"],
                by=me.actor(),
                now=request.now,
            )
        )
    if not form.is_valid:
        return await _annulment_page(request, meeting, me, number, form)
    return redirect(request, desk_path(request, ref), _("Die Abstimmung ist annulliert."))


async def _annulment_page(request: Request, meeting: Row, me: Visitor, number: int, form: AnnulForm) -> Page:
    district = district_of(request)
    return render(
        request,
        "meetings/annulment.html",
        status=422 if form.has_errors else 200,
        kind=me.kind,
        site=site_of(request, district),
        district=district,
        meeting=meeting,
        ref=f"{meeting['year']}-{meeting['number']}",
        ballot=await _ballot_known(request, meeting, number),
        form=form,
    )


async def _item_of(request: Request, meeting: Row, ballot: Row) -> Row:
    item = await queries.item_by_id(district_of(request).id, meeting["id"], ballot["item"])
    if item is None:
        raise NotFound
    return item


async def _ballot_known(request: Request, meeting: Row, number: int) -> Row:
    ballot = await queries.ballot(district_of(request).id, meeting["id"], number)
    if ballot is None:
        raise NotFound
    return ballot


HANDLERS = [
    create_ballot,
    create_ballot_close,
    create_hand_count,
    create_confirmation,
    new_annulment,
    create_annulment,
]
