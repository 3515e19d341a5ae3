"""Loading a scenario of 500 events against a bare ruamel.yaml compose of the same text.

The compose is what any reader must do to have the text's nodes and their places; the loading has the model, every
check and the graph on top of it.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from benchmarks.figures import Figure
from ruamel.yaml import YAML

from esthersim.scenario.loading import read_scenario

EVENTS, ROUNDS = 500, 7
AIM = 1.5
HEAD = """\
esthersim: 1
id: lang
title: En lång resa
summary: Femhundra händelser efter varandra.
language: sv
fictional: true
time: {prebriefing: 5 min, simulation: 2 h, debriefing: 2 h}
needs: Vi mäter.
objectives: {ett: Det första, tva: Det andra}
story: Esther är 81 år.
organisations: {kommunen: {name: Kommunen, principal: kommun}}
roles:
  esther: {title: Esther, patient: true, brief: Du är Esther.}
  nurse: {title: Sjuksköterska, organisation: kommunen, brief: Du är på väg.}
facts: {vikten: {text: Vikten har ökat, known_by: [nurse]}}
variables: {trygghet: 3}
events:
"""
EVENT = """\
  e{number}:
    title: Händelse {number}
    place: Esthers kök
    present: [esther, nurse]
    text: >-
      Esther sitter på sängkanten med skorna på, och det regnar mot rutan.
    esther: Fråga mig något annat än om jag har ont.
    timer: 4 min
    decision:
      by: nurse
      question: Vad gör du?
      options:
        ring:
          text: Ring
          next: e{on}
          effects: [{{add: {{trygghet: 1}}}}]
        vanta: {{text: Vänta, next: e{on}, when: trygghet > 0 and nurse knows vikten}}
"""
END = "  e{number}: {{title: Slut, text: Det är slut., ending: Hemma}}\n"


def text_of(events: int) -> str:
    """Return a scenario's file with so many decisions in a row and an ending."""
    rows = [EVENT.format(number=number, on=number + 1) for number in range(events - 1)]
    return HEAD + "".join(rows) + END.format(number=events - 1)


def figures() -> list[Figure]:
    """Measure the loading, the C reader and the pure reader, in turns, each at its best."""
    text = text_of(EVENTS)
    assert read_scenario(text, "lang.yaml").problems == ()
    sides: list[Callable[[], object]] = [
        lambda: read_scenario(text, "lang.yaml"),
        lambda: YAML(typ="safe", pure=False).compose(text),
    ]
    ours, fast = (
        min(times) for times in zip(*([_seconds(side) for side in sides] for _ in range(ROUNDS)), strict=True)
    )
    pure = _seconds(lambda: YAML(typ="safe", pure=True).compose(text))
    own = f"{ours * 1000:.0f} ms"
    return [
        Figure("loading 500 events", own, f"compose, C reader {fast * 1000:.0f} ms", ours / fast, AIM),
        Figure("the same", own, f"compose, pure reader {pure * 1000:.0f} ms", ours / pure, None),
    ]


def _seconds(do: Callable[[], object]) -> float:
    begun = perf_counter()
    do()
    return perf_counter() - begun
