"""Where a bug happened, for the log: never the message of the exception, which may hold what somebody typed."""

import traceback


def trace_of(error: BaseException) -> str:
    """Kinds of exceptions and lines of code, the first cause first."""
    parts = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines = "".join(traceback.format_tb(current.__traceback__))
        parts.append(f"{lines}{type(current).__module__}.{type(current).__qualname__}")
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\n".join(reversed(parts))
