from pathlib import Path

import pytest

from kiezfonds.settings import SettingsError, load


def test_development_needs_nothing() -> None:
    settings = load({"KIEZFONDS_MODE": "dev"})

    assert settings.port == 8000
    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.database_url.startswith("sqlite:///")
    assert settings.is_https is False


def test_the_database_lies_in_the_data_folder() -> None:
    settings = load({"KIEZFONDS_MODE": "dev", "KIEZFONDS_DATA": "/srv/kiez"})

    assert settings.data == Path("/srv/kiez")
    assert settings.database_url == "sqlite:////srv/kiez/kiezfonds.sqlite"


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({}, "KIEZFONDS_BASE_URL"),
        ({"KIEZFONDS_MODE": "production"}, "KIEZFONDS_BASE_URL"),
        ({"KIEZFONDS_MODE": "test"}, "KIEZFONDS_MODE"),
        ({"KIEZFONDS_MODE": "dev", "KIEZFONDS_PROT": "1"}, "KIEZFONDS_PROT"),
        ({"KIEZFONDS_MODE": "dev", "KIEZFONDS_PORT": "0"}, "KIEZFONDS_PORT"),
        ({"KIEZFONDS_MODE": "dev", "KIEZFONDS_PORT": "web"}, "KIEZFONDS_PORT"),
        ({"KIEZFONDS_MODE": "dev", "KIEZFONDS_PORT": "²"}, "KIEZFONDS_PORT"),
        ({"KIEZFONDS_MODE": "dev", "KIEZFONDS_BASE_URL": "https://[::1"}, "KIEZFONDS_BASE_URL"),
        ({"KIEZFONDS_MODE": "dev", "KIEZFONDS_BASE_URL": "https://kiez.example:web"}, "KIEZFONDS_BASE_URL"),
        ({"KIEZFONDS_MODE": "dev", "KIEZFONDS_BASE_URL": "https://kiez.example/?a=b"}, "KIEZFONDS_BASE_URL"),
        ({"KIEZFONDS_MODE": "dev", "KIEZFONDS_SMTP": "smtp://mail.example:mail"}, "KIEZFONDS_SMTP"),
        ({"KIEZFONDS_MODE": "dev", "DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
        ({"KIEZFONDS_MODE": "dev", "KIEZFONDS_BASE_URL": "kiez.example"}, "KIEZFONDS_BASE_URL"),
        ({"KIEZFONDS_MODE": "dev", "KIEZFONDS_TRUSTED_PROXY": "the proxy"}, "KIEZFONDS_TRUSTED_PROXY"),
        ({"KIEZFONDS_MODE": "dev", "KIEZFONDS_SMTP": "mail.example"}, "KIEZFONDS_SMTP"),
        ({"KIEZFONDS_MODE": "dev", "KIEZFONDS_SMTP": "smtp://mail.example"}, "KIEZFONDS_MAIL_FROM"),
        ({"KIEZFONDS_MODE": "dev", "KIEZFONDS_LOG_LEVEL": "loud"}, "KIEZFONDS_LOG_LEVEL"),
    ],
)
def test_a_wrong_setting_stops_the_start_in_one_line(environ: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load(environ)

    assert named in str(refused.value)
    assert "\n" not in str(refused.value)
