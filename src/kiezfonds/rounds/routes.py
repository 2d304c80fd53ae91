"""Funds, their rules and their calls: at the office's desk, and what everyone may read of them."""

from litestar import Router

from kiezfonds.rounds import call_pages, fund_pages, rule_pages

router = Router(
    "/{slug:str}",
    route_handlers=[
        Router("/buero/fonds", route_handlers=fund_pages.HANDLERS),
        *rule_pages.HANDLERS,
        *call_pages.HANDLERS,
    ],
)
