"""A refusal: the rules' answer to a command that cannot be carried out now. It is a value, not an exception."""

from __future__ import annotations

from dataclasses import dataclass

from esthersim.play.vocabulary import GateItem, Reason


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a command was refused, and the ids concerned; the front ends put it into words.

    `gate` are the unmet requirements of the gate out of a step, where that is the reason.
    """

    reason: Reason
    about: tuple[str, ...] = ()
    gate: tuple[GateItem, ...] = ()
