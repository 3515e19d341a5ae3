"""A refusal: the answer of the rules to a command that cannot be carried out now. A value, not an exception."""

from __future__ import annotations

from dataclasses import dataclass

from esthersim.play.words import GateItem, Reason


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a command was refused, and the ids it is about; the front ends put it into words.

    `gate` is what the gate out of a step still asks for, where that is the reason.
    """

    reason: Reason
    about: tuple[str, ...] = ()
    gate: tuple[GateItem, ...] = ()
