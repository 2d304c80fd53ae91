"""What the operator decides, read once from the environment. Unknown or impossible values stop the start."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

ROOT = Path(__file__).resolve().parents[2]
MODES = ("demo", "dev", "production")
LOG_LEVELS = ("debug", "info", "warning", "error")
KNOWN = (
    "KIEZFONDS_PORT",
    "KIEZFONDS_DATA",
    "KIEZFONDS_BASE_URL",
    "KIEZFONDS_MODE",
    "KIEZFONDS_TRUSTED_PROXY",
    "KIEZFONDS_SMTP",
    "KIEZFONDS_MAIL_FROM",
    "KIEZFONDS_LOG_LEVEL",
    "KIEZFONDS_OPERATOR",
    "KIEZFONDS_CONTACT",
    "KIEZFONDS_SOURCE",
)


class SettingsError(Exception):
    """One line that names the variable and says what it should be."""


@dataclass(frozen=True)
class Settings:
    port: int
    data: Path
    database_url: str
    base_url: str
    mode: str
    trusted_proxy: str
    smtp: str
    mail_from: str
    log_level: str
    operator: str
    contact: str
    source: str

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def is_production(self) -> bool:
        return self.mode == "production"


def load(environ: Mapping[str, str]) -> Settings:
    """Read and check every variable; raises SettingsError with one plain line."""
    unknown = sorted(k for k in environ if k.startswith("KIEZFONDS_") and k not in KNOWN)
    if unknown:
        raise SettingsError(f"{unknown[0]} is not a setting; known are {', '.join(KNOWN)}, DATABASE_URL")
    mode = _one_of(environ, "KIEZFONDS_MODE", "production", MODES)
    port = _port(environ.get("KIEZFONDS_PORT", "8000"))
    data = Path(environ.get("KIEZFONDS_DATA") or ROOT / "var").absolute()
    return Settings(
        port=port,
        data=data,
        database_url=_database_url(environ.get("DATABASE_URL", ""), data),
        base_url=_base_url(environ.get("KIEZFONDS_BASE_URL", ""), mode, port),
        mode=mode,
        trusted_proxy=_network(environ.get("KIEZFONDS_TRUSTED_PROXY", "")),
        smtp=_smtp(environ.get("KIEZFONDS_SMTP", "")),
        mail_from=_mail_from(environ),
        log_level=_one_of(environ, "KIEZFONDS_LOG_LEVEL", "info", LOG_LEVELS),
        operator=environ.get("KIEZFONDS_OPERATOR", ""),
        contact=_contact(environ.get("KIEZFONDS_CONTACT", ""), _mail_from(environ)),
        source=_source(environ.get("KIEZFONDS_SOURCE", "")),
    )


def _one_of(environ: Mapping[str, str], name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = environ.get(name) or default
    if value not in allowed:
        raise SettingsError(f"{name} is {value!r} but must be one of {', '.join(allowed)}")
    return value


def _port(raw: str) -> int:
    if not (raw.isascii() and raw.isdigit()) or not 1 <= int(raw) <= 65535:
        raise SettingsError(f"KIEZFONDS_PORT is {raw!r} but must be a number from 1 to 65535")
    return int(raw)


def _database_url(raw: str, data: Path) -> str:
    if not raw:
        return f"sqlite:///{data / 'kiezfonds.sqlite'}"
    if not raw.startswith(("sqlite:///", "postgres://", "postgresql://")):
        raise SettingsError("DATABASE_URL must begin with sqlite:///, postgres:// or postgresql://")
    return raw


def _base_url(raw: str, mode: str, port: int) -> str:
    if not raw:
        if mode == "production":
            raise SettingsError(
                "KIEZFONDS_BASE_URL is missing: the address people type, like https://kiezfonds.example"
            )
        return f"http://127.0.0.1:{port}"
    parts = _address(raw)
    if parts is None or parts.scheme not in ("http", "https") or parts.path.strip("/") or parts.query or parts.username:
        raise SettingsError(f"KIEZFONDS_BASE_URL is {raw!r} but must look like https://kiezfonds.example")
    return raw.rstrip("/")


def _network(raw: str) -> str:
    try:
        return str(ip_network(raw)) if raw else ""
    except ValueError as error:
        raise SettingsError(f"KIEZFONDS_TRUSTED_PROXY is {raw!r} but must be an address or network") from error


def _smtp(raw: str) -> str:
    parts = _address(raw)
    if raw and (parts is None or parts.scheme not in ("smtp", "smtps")):
        raise SettingsError("KIEZFONDS_SMTP must look like smtp://user:password@host:587 or smtps://host:465")
    return raw


def _address(raw: str) -> SplitResult | None:
    """The parts of an address with a host and, if any, a port that is a number."""
    try:
        parts = urlsplit(raw)
        return parts if parts.hostname and parts.port != 0 else None
    except ValueError:
        return None


def _contact(raw: str, mail_from: str) -> str:
    """Where security.txt leads to (RFC 9116): an address with its scheme."""
    if not raw:
        return f"mailto:{mail_from}"
    if not raw.startswith(("mailto:", "https://", "tel:")) or len(raw.split()) != 1:
        raise SettingsError("KIEZFONDS_CONTACT must look like mailto:security@kiezfonds.example or https://…")
    return raw


def _source(raw: str) -> str:
    if raw and (not raw.startswith("https://") or _address(raw) is None):
        raise SettingsError(f"KIEZFONDS_SOURCE is {raw!r} but must look like https://code.example/kiezfonds")
    return raw


def _mail_from(environ: Mapping[str, str]) -> str:
    value = environ.get("KIEZFONDS_MAIL_FROM", "")
    if environ.get("KIEZFONDS_SMTP") and "@" not in value:
        raise SettingsError("KIEZFONDS_MAIL_FROM is missing: the sender's address for mail")
    return value or "kiezfonds@localhost"
