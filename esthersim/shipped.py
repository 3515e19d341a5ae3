"""The folders of the files that come with the program: the scenarios and the debriefing files."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).parent


def shipped(kind: Literal["scenarios", "debrief"]) -> Path:
    """Return the folder of the shipped files of one kind.

    They are in `shipped_data` in an installed wheel, and next to the package in a checkout. Raises `FileNotFoundError`
    if neither is there, which only a broken installation can cause.
    """
    for folder in (_PACKAGE / "shipped_data" / kind, _PACKAGE.parent / kind):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the folder '{kind}' of esthersim is missing next to {_PACKAGE}: install it again")
