"""A district as the rest of the house sees it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tenant:
    """One district, loaded once per request."""

    id: int
    slug: str
    name: str
    office_name: str
    phone: str
    office_hours: str
    mail: str
    street: str
    town: str
    note: str

    @property
    def home(self) -> str:
        return f"/{self.slug}"

    def path(self, *parts: object) -> str:
        """An address below this district: path("projekte", "2026-0007")."""
        return "/".join([self.home, *(str(p) for p in parts)])
