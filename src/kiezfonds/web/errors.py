"""What goes wrong without being a bug, and the plain page each of them gets."""

from collections.abc import Sequence


class Refusal(Exception):  # noqa: N818 - it is an answer, not an error of ours
    """A plain page with a status; the text says what to do now.

    `typed` is what the form held: the page keeps it and offers to send it once more, so that nothing is lost.
    """

    status = 400
    can_repeat = True

    def __init__(self, text: str = "", typed: Sequence[tuple[str, str]] | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.typed = typed


class NotFound(Refusal):
    """There is no such thing, or not for you: the answer is the same."""

    status = 404


class NotAllowed(Refusal):
    status = 403


class Stale(Refusal):
    """Somebody else was faster."""

    status = 409


class TooLate(Stale):
    """What this form was for is over: what was typed is shown to be copied, sending it again would not help."""

    can_repeat = False


class Unusable(Refusal):
    """The request makes no sense: a key used again with another content, a torn form."""

    status = 422


class TooMany(Refusal):
    status = 429


class SignInNeeded(Exception):  # noqa: N818 - it is an answer, not an error of ours
    """`typed` is what a form held that was sent after the session ran out."""

    def __init__(self, kind: str, path: str, typed: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(kind)
        self.kind = kind
        self.path = path
        self.typed = typed
