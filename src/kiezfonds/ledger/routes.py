"""The ledger's pages: what the pots hold and why, and the acts of the district office."""

from litestar import Router

from kiezfonds.ledger import district_pages, pot_pages

router = Router("/{slug:str}/buero/fonds/{fund:str}", route_handlers=[*pot_pages.HANDLERS, *district_pages.HANDLERS])
