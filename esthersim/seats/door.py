"""The door to a run: a code of six signs, which is drawn anew whenever the door is opened."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""The signs of a code: none that can be taken for another when it is read aloud or from the wall."""
LENGTH = 6
MOST_WRONG = 100
"""The number of wrong codes in a run after which the code is drawn anew; a guess succeeds once in 9 million runs."""


def new_code() -> str:
    """Return a code at random, of 29.7 bits."""
    return "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))


def as_typed(code: str) -> str:
    """Return a code as it was meant: case, spaces and hyphens do not matter."""
    return "".join(sign for sign in code.upper() if sign not in " -\N{NO-BREAK SPACE}\t")


def unknown_signs(code: str) -> str:
    """Return the signs of a typed code that no code has, for example an O that may be a zero, each once."""
    return "".join(dict.fromkeys(sign for sign in as_typed(code) if sign not in SIGNS))


def spaced(code: str) -> str:
    """Return a code in two halves, as it is shown."""
    return f"{code[:3]} {code[3:]}"


@dataclass(slots=True)
class Door:
    """The door: closed at first. While it is open, whoever has the code takes a seat without being let in.

    When it is closed its code still lets a new device ask; it then waits until the facilitator lets it in.
    """

    code: str = field(default_factory=new_code)
    open: bool = False
    wrong: int = 0
    redrawn: bool = False
    """Whether the code was drawn anew because of too many wrong ones, and nobody has been told."""

    def open_anew(self) -> None:
        """Open the door, with a new code."""
        self.code, self.open, self.wrong, self.redrawn = new_code(), True, 0, False

    def close(self) -> None:
        """Close the door."""
        self.open = False

    def fits(self, typed: str) -> bool:
        """Return whether a typed code is the door's, and count it if it is not."""
        if secrets.compare_digest(as_typed(typed).encode(), self.code.encode()):
            return True
        self.count_wrong()
        return False

    def count_wrong(self) -> None:
        """Count a wrong code; after too many, draw another one."""
        self.wrong += 1
        if self.wrong >= MOST_WRONG:
            self.code, self.wrong, self.redrawn = new_code(), 0, True
