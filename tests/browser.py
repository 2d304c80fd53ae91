"""A browser without a screen: fills in forms as they stand on the page, and checks every page it gets."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

import httpx
import lxml.html

from kiezfonds.settings import Settings
from kiezfonds.web.session import cookie_name

BASE = "http://127.0.0.1:8000"
LABELLED = "self::input[not(@type='hidden') and not(@type='submit')] or self::select or self::textarea"


class Clock:
    """The time the application sees; tests move it by hand."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Page:
    answer: httpx.Response
    path: str

    @property
    def status(self) -> int:
        return self.answer.status_code

    @property
    def text(self) -> str:
        """What a person reads, blanks folded."""
        body = self.tree.find("body")
        return " ".join(" ".join(t for t in (body if body is not None else self.tree).itertext()).split())

    @property
    def html(self) -> str:
        return self.answer.text

    @property
    def tree(self) -> Any:
        return lxml.html.document_fromstring(self.answer.text or "<html><body></body></html>")

    def links(self) -> list[str]:
        return [a.get("href") for a in self.tree.iter("a") if a.get("href")]

    def form(self, action: str = "") -> Any:
        """The form whose action ends so; without one, the page's only POST form."""
        forms = [f for f in self.tree.forms if f.method.upper() == "POST" and (f.action or "").endswith(action)]
        forms = forms if action else [f for f in forms if not (f.action or "").endswith("/abmelden")]
        assert len(forms) >= 1, f"no form …{action} on {self.path}: {[f.action for f in self.tree.forms]}"
        return forms[0]


class Browser:
    """One device. Cookies stay; every page is checked unless `checks` is off."""

    def __init__(self, app: Any, settings: Settings, *, checks: bool = True) -> None:
        self.settings = settings
        self.checks = checks
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=BASE)

    def hold(self, kind: str, token: str) -> None:
        self.http.cookies.set(cookie_name(kind, is_https=False), token)

    async def get(self, path: str, status: int | None = 200) -> Page:
        """The page after all redirects."""
        answer = await self.http.get(path)
        hops = 0
        while answer.status_code == 303 and hops < 5:
            path = answer.headers["location"]
            answer = await self.http.get(path)
            hops += 1
        return self._checked(answer, path, status)

    async def press(
        self,
        page: Page,
        action: str = "",
        *,
        button: tuple[str, str] | None = None,
        status: int | None = 200,
        **fields: Any,
    ) -> Page:
        """Fill in the form and send it; a value of None leaves a field out, a list sends it several times."""
        form = page.form(action)
        names = set(form.fields)
        several: dict[str, Any] = {}
        for name, value in form.form_values():
            several.setdefault(name, []).append(value)
        for name, value in fields.items():
            known = name.replace("__", "-")
            assert known in names or name in names or form.find(f".//input[@name='{known}']") is not None, (
                f"no field {known} on {page.path}: {sorted(names)}"
            )
            several[known if known in names else name] = value
        if button:
            several[button[0]] = button[1]
        sent = {name: value for name, value in several.items() if value is not None}
        return await self.post(urljoin(page.path, form.action or page.path), sent, status=status)

    async def post(self, path: str, data: dict[str, Any], status: int | None = 200, **more: Any) -> Page:
        answer = await self.http.post(path, data=data, headers={"Sec-Fetch-Site": "same-origin"}, **more)
        if answer.status_code == 303 and status != 303:
            return await self.get(answer.headers["location"], status)
        return self._checked(answer, path, status)

    def _checked(self, answer: httpx.Response, path: str, status: int | None) -> Page:
        page = Page(answer, path)
        if status is not None:
            assert answer.status_code == status, f"{path}: {answer.status_code} instead of {status}\n{page.text[:1500]}"
        if self.checks and "text/html" in answer.headers.get("content-type", "") and answer.status_code != 303:
            check_page(page)
        return page


def check_page(page: Page) -> None:
    """What every page of ours must have, whoever wrote it."""
    headers, tree = page.answer.headers, page.tree
    where = f"on {page.path}"
    assert "nonce-" in headers["content-security-policy"], f"no content security policy {where}"
    assert headers["x-content-type-options"] == "nosniff"
    assert tree.get("lang"), f"no lang {where}"
    assert (tree.findtext(".//title") or "").strip(" –"), f"no title {where}"
    assert len(tree.findall(".//h1")) == 1, f"not one h1 {where}"
    assert not re.search(r"<[^>]+ (?:style|on[a-z]+)=", page.html), f"inline style or script {where}"
    ids = [e.get("id") for e in tree.iter() if isinstance(e.tag, str) and e.get("id")]
    assert len(ids) == len(set(ids)), f"an id stands twice {where}: {sorted(i for i in ids if ids.count(i) > 1)}"
    labels = {label.get("for") for label in tree.iter("label")}
    for element in tree.xpath(f"//*[{LABELLED}]"):
        named = element.get("id") in labels or element.get("aria-label") or element.get("aria-labelledby")
        assert named, f"no label for {element.get('name')} {where}"
    for form in tree.forms:
        if form.method.upper() == "POST":
            assert form.find(".//input[@name='_csrf']") is not None, f"a form without token {where}"
