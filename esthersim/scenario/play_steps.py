"""Plays: runs that an author writes down, step by step, with what is expected of them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from esthersim.authored.scalars import DurationText, Id, Ids, OneOrManyIds, Text, Value, VariableId
from esthersim.scenario.part import Part

TO_ALL = ""
"""Stands for every receiver, in the `hand_over` of a step."""


class PlayExpectation(Part):
    """What the author says must be true at this point of a play."""

    event: Id | None = None
    ending: Text | None = None
    knows: dict[Id, OneOrManyIds] = Field(default_factory=dict)
    variables: dict[VariableId, Value] = Field(default_factory=dict)


def _play_step(raw: Any) -> Any:
    return {"proceed": True} if raw == "proceed" else raw


def _play_expectation(raw: Any) -> Any:
    return {"event": raw} if isinstance(raw, str) else raw


def _by_receiver(raw: Any) -> Any:
    return {TO_ALL: raw} if isinstance(raw, (str, list)) else raw


class PlayStep(Part):
    """One step of an author's play: exactly one key is given.

    `hand_over` holds facts by receiver, or those for all receivers under `TO_ALL`. It and `check` are lists of ids, or
    the words `all` and (for `hand_over`) `none` alone in the list.
    """

    proceed: Any = None
    choose: Id | None = None
    hand_over: Annotated[dict[str, Ids] | None, BeforeValidator(_by_receiver)] = None
    check: OneOrManyIds | None = None
    wait: DurationText | None = None
    inject: Id | None = None
    expect: Annotated[PlayExpectation | None, BeforeValidator(_play_expectation)] = None


Play = Annotated[tuple[Annotated[PlayStep, BeforeValidator(_play_step)], ...], Field(min_length=1)]
