"""One press for these tests too, closed at the end."""

from documents.conftest import _press_is_closed

__all__ = ["_press_is_closed"]
