"""The whole database as one file, and back (`kiezfonds backup`, `kiezfonds restore`)."""

from pathlib import Path

from kiezfonds.database.copies import CopyError, copy_in, copy_out


class BackupError(Exception):
    """One line that says why there is no backup, or why it is not put back."""


def write_backup(database_url: str, file: Path) -> str:
    """May run while the office works; the file appears only when it is complete and sound."""
    try:
        copy_out(database_url, file)
    except CopyError as error:
        raise BackupError(str(error)) from error
    return f"backup: {file} ({_megabytes(file)}), checked"


def read_backup(database_url: str, file: Path) -> str:
    """Only into a missing or empty database, and only while nothing else runs on it."""
    try:
        copy_in(database_url, file)
    except CopyError as error:
        raise BackupError(str(error)) from error
    return f"restored from {file}, checked; now run: kiezfonds migrate, then kiezfonds verify"


def _megabytes(file: Path) -> str:
    return f"{file.stat().st_size / 1_000_000:.1f} MB"
