"""The addresses of the meetings; their handlers stand in files of their own, by who reads."""

from litestar import Router

from kiezfonds.meetings import (
    ballot_desk,
    chair_desk,
    juror_page,
    office_acts,
    office_pages,
    public_pages,
    score_pages,
    waiting_pages,
)

router = Router(
    "/{slug:str}",
    route_handlers=[
        Router("/sitzungen", route_handlers=public_pages.HANDLERS),
        Router(
            "/sitzungen/{ref:str}/leitung",
            route_handlers=[*chair_desk.HANDLERS, *ballot_desk.HANDLERS, *score_pages.CHAIR_HANDLERS],
        ),
        Router("/jury/sitzung/{ref:str}", route_handlers=juror_page.HANDLERS),
        Router("/buero/sitzungen", route_handlers=[*office_pages.HANDLERS, *office_acts.HANDLERS]),
        Router("/buero", route_handlers=waiting_pages.HANDLERS),
        Router("/buero/sitzungen/{ref:str}/bewertungen", route_handlers=score_pages.OFFICE_HANDLERS),
    ],
)
