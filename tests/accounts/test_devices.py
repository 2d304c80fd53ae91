import pytest

from kiezfonds.accounts.account_routes import device_words
from kiezfonds.accounts.devices import device_of

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"
CHROME = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604.1"


@pytest.mark.parametrize(
    ("said", "device", "words"),
    [
        (FIREFOX, "Firefox/Windows", "Firefox auf Windows"),
        (CHROME, "Chrome/Android", "Chrome auf Android"),
        (EDGE, "Edge/Windows", "Edge auf Windows"),
        (SAFARI, "Safari/iPhone", "Safari auf iPhone"),
        ("curl/8", "", "Unbekanntes Gerät"),
        ("<script>" * 500, "", "Unbekanntes Gerät"),
        ("Something (Windows)", "Windows", "Windows"),
    ],
)
def test_a_device_is_named_in_two_words(said: str, device: str, words: str) -> None:
    assert device_of(said) == device
    assert device_words(device) == words
