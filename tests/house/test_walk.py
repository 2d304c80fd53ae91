"""The public pages as a stranger walks them: no link leads nowhere, and every page is reached from another."""

import re
from urllib.parse import urldefrag, urljoin

from browser import Browser
from house.doors import House, Route, routes

# What no link leads to, each with its reason.
NOT_LINKED = {
    "/.well-known/security.txt": "read by machines",
    "/healthz": "the same",
    "/fremd": "only what comes from a foreign page ends here",
    "/l/{token}": "in a mail only",
    "/muster": "for those who build this",
    "/muster/stand": "the same",
    "/muster/strom": "the same",
    "/{slug}/zugang": "a short address for paper",
    "/{slug}/gebiete": "where the select of the start page leads",
    "/{slug}/idee/einreichung": "where the check page is sent to",
    "/{slug}/idee/kosten": "after the page before it was sent",
    "/{slug}/idee/bilder": "the same",
    "/{slug}/idee/eingang": "the same",
    "/{slug}/idee/person": "the same",
    "/{slug}/idee/pruefen": "the same",
    "/{slug}/idee/wann": "the same",
    "/{slug}/idee/wo": "the same",
    "/{slug}/barrierefreiheit/danke": "after the form was sent",
    "/{slug}/projekte/{ref}/bilder/{position}": "a project without pictures",
    "/{slug}/sitzungen/{ref}/leinwand": "linked while the meeting is running",
    "/{slug}/sitzungen/{ref}/leinwand/strom": "the same",
    "/{slug}/sitzungen/{ref}/niederschrift.pdf": "the minutes are not published yet",
}


async def test_a_stranger_finds_every_public_page_and_no_dead_end(house: House, browser: Browser) -> None:
    reached, dead = await walk(browser, ["/", "/lichtenberg"])

    assert dead == []
    public = {r.path: pattern(r) for r in routes(house.app) if r.method == "GET" and r.access == "public"}
    found = {path for path, pattern in public.items() if any(pattern.fullmatch(at) for at in reached)}
    assert set(public) - found == set(NOT_LINKED)


async def walk(browser: Browser, start: list[str]) -> tuple[set[str], list[str]]:
    """Every address reached from these, and the links that led to something else than a page."""
    todo, seen, dead = [(at, "") for at in start], set(start), []
    while todo:
        at, before = todo.pop()
        answer = await browser.http.get(at, follow_redirects=True)
        if answer.status_code != 200:
            dead.append(f"{answer.status_code} {at} from {before}")
        if "text/html" not in answer.headers["content-type"]:
            continue
        seen.add(answer.url.path)
        for link in re.findall(r'<a[^>]* href="([^"]+)"', answer.text):
            to = urldefrag(urljoin(at, link.replace("&amp;", "&")))[0]
            if to.startswith("/") and to not in seen and not to.startswith(("/en", "/static")):
                seen.add(to)
                todo.append((to, at))
    return {at.partition("?")[0] for at in seen}, dead


def pattern(route: Route) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{\w+\}", "[^/]+", re.escape(route.path).replace(r"\{", "{").replace(r"\}", "}")))
