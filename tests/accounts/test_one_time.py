from datetime import UTC, datetime, timedelta

import pytest

from kiezfonds.accounts.one_time import SECONDS, accepted_step, address, code_at, key_text, step_at

RFC_SECRET = b"12345678901234567890"
NOW = datetime(2026, 3, 2, 9, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_codes_are_those_of_rfc_6238_appendix_b(second: int, code: str) -> None:
    assert code_at(RFC_SECRET, second // SECONDS, digits=8) == code


@pytest.mark.parametrize(
    ("count", "code"),
    list(
        enumerate(["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"])
    ),
)
def test_codes_are_those_of_rfc_4226_appendix_d(count: int, code: str) -> None:
    assert code_at(RFC_SECRET, count) == code


@pytest.mark.parametrize(("off", "accepted"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_one_step_either_way_is_accepted(off: int, accepted: bool) -> None:
    code = code_at(RFC_SECRET, step_at(NOW) + off)
    assert (accepted_step(RFC_SECRET, code, NOW, after=0) is not None) is accepted


def test_a_step_that_was_accepted_or_is_older_is_not_accepted_again() -> None:
    here = step_at(NOW)
    assert accepted_step(RFC_SECRET, code_at(RFC_SECRET, here), NOW, after=here) is None
    assert accepted_step(RFC_SECRET, code_at(RFC_SECRET, here - 1), NOW, after=here) is None
    assert accepted_step(RFC_SECRET, code_at(RFC_SECRET, here + 1), NOW, after=here) == here + 1


@pytest.mark.parametrize("typed", ["", "12345", "１２３４５６", "abcdef", "0" * 200])
def test_what_is_no_code_is_not_accepted(typed: str) -> None:
    assert accepted_step(RFC_SECRET, typed, NOW, after=0) is None


def test_a_step_is_half_a_minute() -> None:
    begin = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    assert step_at(begin) == step_at(begin + timedelta(seconds=29)) == step_at(begin + timedelta(seconds=30)) - 1


def test_the_key_is_written_in_groups_of_four() -> None:
    assert key_text(RFC_SECRET) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"


def test_the_address_for_the_camera_names_account_and_issuer() -> None:
    assert address(RFC_SECRET, "bernd@kiez.example", "Kiezfonds Lichtenberg") == (
        "otpauth://totp/Kiezfonds%20Lichtenberg%3Abernd@kiez.example"
        "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Kiezfonds%20Lichtenberg&digits=6&period=30"
    )
