"""The error for a file that could not be written."""

from __future__ import annotations

from pathlib import Path

from esthersim.files import FileError
from esthersim.language import _


def unwritable(error: OSError | RuntimeError, target: Path) -> FileError:
    """Return an error that says why the file could not be written, and what to do."""
    match error:
        case FileNotFoundError() | NotADirectoryError():
            what = _("there is no folder '{name}'").format(name=target.parent)
        case PermissionError():
            what = _("nothing can be written here")
        case _:
            detail = error.strerror if isinstance(error, OSError) else None
            what = _("it could not be written ({detail})").format(detail=detail or error)
    return FileError(str(target), what, _("give another place with --output"))
