"""The minutes of a meeting: drafted with one click, worded by hand, printed as editions."""

from datetime import timedelta

from litestar import Response, Router, get, post
from litestar.params import FromPath

from kiezfonds.accounts.guards import actor_of, district_of, office
from kiezfonds.accounts.pages import office_page
from kiezfonds.accounts.rules import Role
from kiezfonds.documents.downloads import pdf_answer
from kiezfonds.documents.rules import PressFailed
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.problems import Problem
from kiezfonds.meetings.queries import meeting as meeting_row
from kiezfonds.meetings.rules import MeetingState, read_meeting_reference
from kiezfonds.minutes import actions, approving, papers, queries, wording
from kiezfonds.minutes.forms import (
    GIST,
    ApprovalForm,
    CirculationForm,
    CorrectionForm,
    WordingForm,
    values_of,
    wording_form,
)
from kiezfonds.minutes.queries import Row
from kiezfonds.minutes.rules import Edition, Evening, MinutesState, Wording, problems_with_publishing, stage_of
from kiezfonds.web.errors import NotFound, Stale
from kiezfonds.web.forms import Form
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.i18n import ngettext
from kiezfonds.web.once import once
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

WRITES = (Role.COORDINATOR,)
OBJECTION_TIME = timedelta(days=14)


@get("/", opt=office())
async def show_minutes(request: Request, ref: FromPath[str]) -> Response[str]:
    meeting = await _meeting(request, ref)
    minutes = await queries.minutes_of(meeting["district"], meeting["id"])
    if minutes is None:
        return _empty_page(request, ref, meeting)
    return await _page(request, ref, meeting, minutes)


@post("/", opt=office(*WRITES), status_code=303)
async def create_minutes(request: Request, ref: FromPath[str]) -> Response[str]:
    meeting = await _meeting(request, ref)

    async def act() -> Response[str]:
        problems = await actions.draft_minutes(district_of(request), meeting, by=actor_of(request), now=request.now)
        if problems:
            return _empty_page(request, ref, meeting, problems, status=422)
        return redirect(request, _path(request, ref), _("Die Niederschrift ist entworfen."))

    return await once(request, act)


@post("/wortlaut", opt=office(*WRITES), status_code=303)
async def update_wording(request: Request, ref: FromPath[str]) -> Response[str]:
    meeting, minutes = await _minutes(request, ref)
    form = await _form(request, meeting)
    answer = await _save(request, ref, meeting, minutes, form)
    return answer or redirect(request, _path(request, ref), _("Der Wortlaut ist gespeichert."))


@post("/fassungen", opt=office(*WRITES), status_code=303)
async def create_edition(request: Request, ref: FromPath[str]) -> Response[str]:
    """Saves the words as typed, prints outside of any transaction, then keeps the print."""
    meeting, minutes = await _minutes(request, ref)
    form = await _form(request, meeting)
    answer = await _save(request, ref, meeting, minutes, form)
    if answer:
        return answer
    minutes = await queries.minutes_of(meeting["district"], meeting["id"]) or minutes
    number = len(await queries.editions(meeting["district"], minutes["id"])) + 1
    chain = await queries.chain_hash(meeting["district"])
    try:
        edition = Edition(number, chain, berlin_day(request.now), minutes["correction"])
        pdf = await _printed(request, meeting, form.result(), edition)
    except PressFailed as failure:
        problem = Problem(failure.text, values=failure.values)
        return await _page(request, ref, meeting, minutes, problems=[problem], status=503)

    async def act() -> Response[str]:
        await actions.issue_edition(
            meeting["district"],
            minutes["id"],
            minutes["version"],
            number,
            pdf,
            chain,
            by=actor_of(request),
            now=request.now,
        )
        return redirect(request, _path(request, ref), _("Die Niederschrift ist ausgefertigt."))

    try:
        return await once(request, act)
    except actions.Outdated:
        raise Stale(_("Jemand hat die Niederschrift gerade geändert. Bitte laden Sie die Seite neu.")) from None


@post("/umlauf", opt=office(*WRITES), status_code=303)
async def create_circulation(request: Request, ref: FromPath[str]) -> Response[str]:
    meeting, minutes = await _minutes(request, ref)
    form = await CirculationForm.read(request)

    async def act() -> Response[str]:
        if form.is_valid:
            district = district_of(request)
            page = f"{request.settings.base_url}{district.path('jury', 'niederschrift', ref)}"
            count, problems = await approving.circulate(
                district, meeting, form.values["until"], page=page, by=actor_of(request), now=request.now
            )
            if not problems:
                said = ngettext("Verschickt: {n} E-Mail geht hinaus.", "Verschickt: {n} E-Mails gehen hinaus.", count)
                return redirect(request, _path(request, ref), said.format(n=count))
            form.add(problems)
        return await _page(request, ref, meeting, minutes, acts={"circulation_form": form}, status=422)

    return await once(request, act)


@post("/genehmigung", opt=office(*WRITES), status_code=303)
async def create_approval(request: Request, ref: FromPath[str]) -> Response[str]:
    meeting, minutes = await _minutes(request, ref)
    form = await ApprovalForm.read(request)
    if not form.is_valid:
        return await _page(request, ref, meeting, minutes, acts={"approval_form": form}, status=422)
    district, by = meeting["district"], actor_of(request)
    problems = await approving.approve_minutes(district, minutes["id"], form.result(), by=by, now=request.now)
    if problems:
        return await _page(request, ref, meeting, minutes, problems=problems, status=422)
    return redirect(request, _path(request, ref), _("Die Niederschrift ist genehmigt."))


@post("/veroeffentlichung", opt=office(*WRITES), status_code=303)
async def create_publication(request: Request, ref: FromPath[str]) -> Response[str]:
    """Prints the public edition of the approved one outside of any transaction, then keeps it."""
    meeting, minutes = await _minutes(request, ref)
    district = district_of(request)
    problems = problems_with_publishing(stage_of(minutes))
    if problems:
        return await _page(request, ref, meeting, minutes, problems=problems, status=422)
    number = (await queries.editions(district.id, minutes["id"]))[0]["number"]
    chain = await queries.chain_hash(district.id)
    edition = Edition(number, chain, berlin_day(request.now), minutes["correction"])
    evening = await queries.evening(district, meeting)
    try:
        pdf = await papers.public_pdf(evening, edition, _issuer(request), now=request.now)
    except PressFailed as failure:
        problem = Problem(failure.text, values=failure.values)
        return await _page(request, ref, meeting, minutes, problems=[problem], status=503)

    async def act() -> Response[str]:
        said = await approving.publish_minutes(
            district.id, minutes["id"], number, pdf, chain, by=actor_of(request), now=request.now
        )
        if said:
            return await _page(request, ref, meeting, minutes, problems=said, status=422)
        return redirect(request, _path(request, ref), _("Die öffentliche Fassung steht auf der Seite der Sitzung."))

    return await once(request, act)


@post("/berichtigung", opt=office(*WRITES), status_code=303)
async def create_correction(request: Request, ref: FromPath[str]) -> Response[str]:
    meeting, minutes = await _minutes(request, ref)
    form = await CorrectionForm.read(request)
    if form.is_valid:
        note, by = form.values["note"], actor_of(request)
        form.add(await approving.begin_correction(meeting["district"], minutes["id"], note, by=by, now=request.now))
    if not form.is_valid:
        return await _page(request, ref, meeting, minutes, acts={"correction_form": form}, status=422)
    return redirect(request, _path(request, ref), _("Sie können den Wortlaut jetzt berichtigen."))


@get("/{file:str}", opt=office())
async def show_edition(request: Request, ref: FromPath[str], file: FromPath[str]) -> Response[bytes]:
    """`2.pdf` is the complete edition, `2-oeffentlich.pdf` the one for everyone."""
    meeting = await _meeting(request, ref)
    is_public = file.endswith("-oeffentlich.pdf")
    file = file.replace("-oeffentlich.pdf", ".pdf")
    number, dot, ending = file.partition(".")
    if not (dot and ending == "pdf" and number.isascii() and number.isdigit() and len(number) < 6):
        raise NotFound
    found = await queries.edition(meeting["district"], meeting["id"], int(number), is_public=is_public)
    if found is None:
        raise NotFound
    return pdf_answer(found["content"], f"Niederschrift {meeting['area_name']} {ref}, Fassung {number}.pdf")


async def _meeting(request: Request, ref: str) -> Row:
    key = read_meeting_reference(ref)
    found = await meeting_row(district_of(request).id, *key) if key else None
    if found is None:
        raise NotFound
    return found


async def _minutes(request: Request, ref: str) -> tuple[Row, Row]:
    meeting = await _meeting(request, ref)
    minutes = await queries.minutes_of(meeting["district"], meeting["id"])
    if minutes is None:
        raise NotFound
    return meeting, minutes


async def _form(request: Request, meeting: Row) -> WordingForm:
    evening = await queries.evening(district_of(request), meeting)
    return await wording_form(evening.items).read(request)


async def _save(request: Request, ref: str, meeting: Row, minutes: Row, form: WordingForm) -> Response[str] | None:
    """None when the words are saved; otherwise the page again, with what was typed."""
    if not form.is_valid:
        return await _page(request, ref, meeting, minutes, form, status=422)
    try:
        await actions.save_wording(
            meeting["district"],
            minutes["id"],
            form.values["version"],
            form.result(),
            by=actor_of(request),
            now=request.now,
        )
    except actions.Approved:
        raise Stale(_("Die Niederschrift ist schon genehmigt. Ändern können Sie sie nur als Berichtigung.")) from None
    except actions.Outdated:
        newest = await queries.minutes_of(meeting["district"], meeting["id"]) or minutes
        form.raw["version"] = [str(newest["version"])]
        return await _page(request, ref, meeting, newest, form, is_stale=True, status=409)
    return None


async def _printed(request: Request, meeting: Row, text: Wording, edition: Edition) -> bytes:
    evening = await queries.evening(district_of(request), meeting)
    return await papers.minutes_pdf(evening, text, edition, _issuer(request), now=request.now)


def _issuer(request: Request) -> str:
    district = district_of(request)
    return f"{district.office_name} · Kiezfonds {district.name}" if district.office_name else district.name


def _empty_page(
    request: Request, ref: str, meeting: Row, problems: list[Problem] | None = None, *, status: int = 200
) -> Response[str]:
    is_closed = meeting["state"] == MeetingState.CLOSED
    return office_page(
        request,
        "minutes/new.html",
        status=status,
        ref=ref,
        meeting=meeting,
        is_closed=is_closed,
        problems=problems or [],
    )


async def _page(
    request: Request,
    ref: str,
    meeting: Row,
    minutes: Row,
    form: WordingForm | None = None,
    *,
    is_stale: bool = False,
    problems: list[Problem] | None = None,
    acts: dict[str, Form] | None = None,
    status: int = 200,
) -> Response[str]:
    evening = await queries.evening(district_of(request), meeting)
    stored = await queries.wording_of(meeting["district"], minutes)
    if form is None:
        form = wording_form(evening.items)(**values_of(stored, minutes["version"]))
    forms: dict[str, Form] = {
        "circulation_form": CirculationForm(until=berlin_day(request.now) + OBJECTION_TIME),
        "approval_form": await _approval_form(request, meeting),
        "correction_form": CorrectionForm(),
        **(acts or {}),
    }
    return office_page(
        request,
        "minutes/show.html",
        status=status,
        stage=stage_of(minutes),
        comments=await queries.comments(meeting["district"], minutes["id"]),
        approvals=await queries.approvals(meeting["district"], minutes["id"]),
        public_editions=await queries.public_editions(meeting["district"], minutes["id"]),
        **forms,
        ref=ref,
        meeting=meeting,
        minutes=minutes,
        state=MinutesState(minutes["state"]),
        evening=evening,
        words=wording,
        form=form,
        boxes={item.id: form.bound(f"{GIST}{item.id}") for item in evening.items},
        others=_others(stored, form, evening) if is_stale else [],
        editions=await queries.editions(meeting["district"], minutes["id"]),
        problems=problems or [],
    )


async def _approval_form(request: Request, meeting: Row) -> ApprovalForm:
    """Says already what a later meeting has voted."""
    found = await queries.approving_ballots(meeting["district"], meeting["id"])
    if not found:
        return ApprovalForm(approved_on=berlin_day(request.now))
    known = approving.approval_by(found[0])
    return ApprovalForm(approved_on=known.approved_on, how=known.how)


def _others(stored: Wording, form: WordingForm, evening: Evening) -> list[tuple[str, str]]:
    """Where somebody else's saved words differ from what was typed here: the place and their words."""
    mine = form.result()
    places = [(_("Beginn"), stored.opening, mine.opening)]
    for item in evening.items:
        name = _("Punkt {number}").format(number=item.position)
        places.append((name, stored.gists.get(item.id, ""), mine.gists.get(item.id, "")))
    places.append((_("Schluss"), stored.closing, mine.closing))
    return [(name, theirs) for name, theirs, own in places if theirs != own]


def _path(request: Request, ref: str) -> str:
    return district_of(request).path("buero", "sitzungen", ref, "niederschrift")


router = Router(
    "/{slug:str}/buero/sitzungen/{ref:str}/niederschrift",
    route_handlers=[
        show_minutes,
        create_minutes,
        update_wording,
        create_edition,
        create_circulation,
        create_approval,
        create_publication,
        create_correction,
        show_edition,
    ],
)
