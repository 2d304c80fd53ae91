from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kiezfonds.app import server_key
from kiezfonds.settings import SettingsError


def test_the_key_is_made_once_and_private(tmp_path: Path) -> None:
    key = server_key(tmp_path / "var")

    assert len(key) == 32
    assert server_key(tmp_path / "var") == key
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["key"]
    assert (tmp_path / "var" / "key").stat().st_mode & 0o777 == 0o600


def test_who_starts_at_once_has_one_whole_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        keys = list(pool.map(server_key, [tmp_path / "var"] * 64))

    assert len(set(keys)) == 1
    assert len(keys[0]) == 32


def test_half_a_key_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"")
    with pytest.raises(SettingsError, match="damaged"):
        server_key(tmp_path)
