"""Where the files are that come with the program: the authored scenarios and the debriefing files."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).parent


def shipped(kind: Literal["scenarios", "debrief"]) -> Path:
    """Return the folder of the shipped files of one kind.

    An installed wheel has them in its own `shipped_data`, a checkout beside the package. Raises `FileNotFoundError`
    where neither is there, which a broken installation alone can cause.
    """
    for folder in (_PACKAGE / "shipped_data" / kind, _PACKAGE.parent / kind):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the folder '{kind}' of esthersim is missing beside {_PACKAGE}: install it again")
