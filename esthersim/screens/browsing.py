"""Opens an address in this computer's browser, without letting it write on the terminal."""

from __future__ import annotations


def open_in_browser(address: str) -> bool:
    """Open an address in the browser, and return whether something could be started.

    In a process of its own, without a terminal: browsers write on theirs, and some would even draw on it.
    """
    import subprocess  # not before somebody asks for it
    import sys

    nowhere = subprocess.DEVNULL
    try:
        subprocess.Popen(  # noqa: S603 - the address is made here, of our own
            [sys.executable, "-m", "webbrowser", address],
            stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True,
        )  # fmt: skip
    except OSError:
        return False
    return True
