"""The three streams: what a terminal or a pipe cannot say is said plainer, and never stops a session.

Cleaning (4 ms for its regular expressions) is imported when something is said on stderr.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata

_PLAINER = str.maketrans("\u2013\u2014\u201c\u201d\u201e\u2018\u2019\u2192\u2022\u00d7", '--"""\'\'>*x')
"""Dashes, quotation marks, the arrow, the bullet and the sign for times."""
HANDLER = "esthersim-plainer"


def plainer(error: UnicodeError) -> tuple[str, int]:
    """Replace what an encoding lacks: å by a, a dash by a hyphen, the rest by a question mark."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    replaced = []
    for character in error.object[error.start : error.end]:
        bare = unicodedata.normalize("NFKD", character.translate(_PLAINER)).encode("ascii", "ignore").decode()
        replaced.append(bare or "?")
    return "".join(replaced), error.end


def prepare_streams() -> None:
    """Make the streams of the program ones that never raise for a letter that they do not have."""
    codecs.register_error(HANDLER, plainer)
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=HANDLER)
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")


def _open_closed_streams() -> None:
    """Put nowhere in the place of a stream that the shell has closed, which Python then lacks."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - until the end


def silence_stdout() -> None:
    """Let nothing more be written to a stdout that nobody reads, so that the end of the program is quiet too."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        pass


def complain(text: str) -> None:
    """Say something beside the result, on stderr."""
    from esthersim.cleaning import clean

    try:
        sys.stderr.write(f"{clean(text)}\n")
        sys.stderr.flush()
    except (OSError, ValueError):  # stderr is closed: there is nobody to tell
        pass


def result(text: str) -> None:
    """Write a result, on stdout."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def result_as_it_is(content: bytes) -> None:
    """Write a result on stdout just as it would stand in a file, whatever letters the terminal has."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.flush()
