"""A POST that creates something creates it once, however often it is sent.

The form carries a key (`_key`), new with every page shown. The same key with the same content gets the same answer;
with another content it is refused. The key and the act are one transaction.
"""

import hashlib
from collections.abc import Awaitable, Callable

from litestar import Response

from kiezfonds.database.requests import KeyReused, remember, settle
from kiezfonds.database.work import transaction
from kiezfonds.ground.text import clean_line
from kiezfonds.web.errors import Unusable
from kiezfonds.web.i18n import gettext as _
from kiezfonds.web.pages import redirect
from kiezfonds.web.requests import Request

HIDDEN = ("_csrf", "_key")

Answer = Response[str]


class _NotDone(Exception):  # noqa: N818 - carries an answer out of the transaction
    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


async def once(request: Request, act: Callable[[], Awaitable[Answer]]) -> Answer:
    """Run `act` in a transaction unless this very form was already carried out; then give the same answer again.

    `act` returns a redirect when it has done its work. Any other answer (the form again, with errors) undoes
    everything and frees the key.
    """
    data = await request.form()
    key = clean_line(str(data.get("_key", "")))[:80]
    if not key:
        raise Unusable(_("Diese Seite ist veraltet. Bitte laden Sie sie neu."))
    scope = f"{_holder(request)}|{request.scope['path']}"[:120]
    body = _body_hash([(name, str(value)) for name, value in data.multi_items() if name not in HIDDEN])
    try:
        async with transaction():
            before = await remember(scope, key, body, request.now)
            if before is not None:
                return redirect(request, before.location)
            answer = await act()
            if answer.status_code != 303:
                raise _NotDone(answer)
            await settle(scope, key, status=303, location=_own(request, answer))
    except _NotDone as not_done:
        return not_done.answer
    except KeyReused:
        raise Unusable(
            _("Dieses Formular wurde schon mit anderem Inhalt gesendet. Bitte laden Sie die Seite neu.")
        ) from None
    return answer


def _holder(request: Request) -> str:
    """Whose key it is: a short hash over the tokens of this browser, so that keys of others never meet."""
    return hashlib.sha256("|".join(sorted(request.sessions.values())).encode()).hexdigest()[:32]


def _body_hash(items: list[tuple[str, str]]) -> str:
    return hashlib.sha256("\x1f".join(f"{n}\x1e{v}" for n, v in sorted(items)).encode()).hexdigest()


def _own(request: Request, answer: Answer) -> str:
    """The answer's path without the language prefix, which `redirect` adds again."""
    location = str(answer.headers["Location"])
    prefix = f"/{request.lang}/"
    return location[len(prefix) - 1 :] if location.startswith(prefix) else location
