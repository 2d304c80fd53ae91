"""Mail as it may be shown in the office."""

import re

KEYS = re.compile(r"/l/[A-Za-z0-9_-]+")


def without_keys(body: str) -> str:
    """Personal links are keys: where mail really goes out, nobody else shall be able to use them."""
    return KEYS.sub("/l/…", body)
