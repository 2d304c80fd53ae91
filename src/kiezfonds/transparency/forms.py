"""Filters of public lists: sent by GET, so that an address can be passed on."""

from collections.abc import Sequence

from kiezfonds.ground.text import N_
from kiezfonds.web.fields import Choice, Option
from kiezfonds.web.forms import Form
from kiezfonds.web.requests import Request

MAX_PAGE = 1000


class ListFilter(Form):
    """Area and year; what is not among the options counts as not asked for."""

    gebiet = Choice(N_("Kiez"))
    jahr = Choice(N_("Jahr"))

    @classmethod
    def asked(cls, request: Request, areas: Sequence[Option], years: Sequence[Option]) -> "ListFilter":
        params = request.query_params
        known = {"gebiet": areas, "jahr": years}
        chosen = {
            name: params[name] for name, options in known.items() if params.get(name, "") in {v for v, _ in options}
        }
        return cls(options=known, **chosen)

    def chosen(self, name: str) -> str:
        return self.raw[name][0] if self.raw[name] else ""

    @property
    def query(self) -> str:
        """What was chosen, to be hung on to an address."""
        return "".join(f"&{name}={value}" for name in ("gebiet", "jahr") if (value := self.chosen(name)))


def page_asked(request: Request) -> int:
    raw = request.query_params.get("seite", "1")
    return min(max(int(raw), 1), MAX_PAGE) if raw.isascii() and raw.isdigit() and len(raw) < 6 else 1
