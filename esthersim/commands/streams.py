"""The three streams: characters that a terminal or a pipe cannot encode are replaced, and never stop a session.

Cleaning (4 ms for its regular expressions) is imported when the first line is written to stderr.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata

_PLAINER = str.maketrans("\u2013\u2014\u201c\u201d\u201e\u2018\u2019\u2192\u2022\u00d7", '--"""\'\'>*x')
"""Dashes, quotation marks, the arrow, the bullet and the multiplication sign."""
HANDLER = "esthersim-plainer"


def plainer(error: UnicodeError) -> tuple[str, int]:
    """Replace what an encoding lacks: å with a, a dash with a hyphen, other characters with a question mark."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    replaced = []
    for character in error.object[error.start : error.end]:
        bare = unicodedata.normalize("NFKD", character.translate(_PLAINER)).encode("ascii", "ignore").decode()
        replaced.append(bare or "?")
    return "".join(replaced), error.end


def prepare_streams() -> None:
    """Set up the streams so that they never raise for a character that they cannot encode."""
    codecs.register_error(HANDLER, plainer)
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=HANDLER)
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")


def _open_closed_streams() -> None:
    """Replace each stream that the shell has closed, which is `None` then, with the null device."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - until the end


def silence_stdout() -> None:
    """Send the rest of stdout to the null device once it is closed, so that the program ends without an error."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        pass


def complain(text: str) -> None:
    """Write a line to stderr: a problem, or other information that is not the result."""
    from esthersim.cleaning import clean

    try:
        sys.stderr.write(f"{clean(text)}\n")
        sys.stderr.flush()
    except (OSError, ValueError):  # stderr is closed: nobody reads it
        pass


def result(text: str) -> None:
    """Write a result to stdout."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def result_as_it_is(content: bytes) -> None:
    """Write a result to stdout byte for byte as to a file, whatever the terminal can encode."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.flush()
