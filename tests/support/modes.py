"""Who may read a file, where the platform has such modes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

with_modes = pytest.mark.skipif(sys.platform == "win32", reason="files have no such modes there")


def is_owners_alone(path: Path) -> bool:
    """Return whether nobody but its owner can read or change a file or a folder."""
    return path.stat().st_mode & 0o077 == 0
