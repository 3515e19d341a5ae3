"""A refusal: the answer of the rules to a command that cannot be carried out now. A value, not an exception."""

from __future__ import annotations

from dataclasses import dataclass

from esthersim.play.entries import Entry
from esthersim.play.words import Reason


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a command was refused, and the ids it is about; the front ends put it into words."""

    reason: Reason
    about: tuple[str, ...] = ()


Entries = tuple[Entry, ...]
Decision = Entries | Refusal
