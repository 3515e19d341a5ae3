"""A report reads its run once: every entry is folded once, every finding worded once."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC
from typing import Any

import pytest

from esthersim.debriefing import saying
from esthersim.play import rules
from esthersim.reports import FORMATS, render
from esthersim.reports.material import material
from support.report_runs import RUN, small_run


def counting(monkeypatch: pytest.MonkeyPatch, function: Callable[..., Any], counted: Counter[str]) -> None:
    """Count the calls of a function, wherever in the program it was imported."""

    def counts(*arguments: Any, **named: Any) -> Any:
        counted[function.__name__] += 1
        return function(*arguments, **named)

    for module in [each for name, each in sys.modules.items() if name.startswith("esthersim.")]:
        if getattr(module, function.__name__, None) is function:
            monkeypatch.setattr(module, function.__name__, counts)


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_folds_its_run_once(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the format asks of the run, no entry is folded twice and no finding said twice."""
    store = small_run().store
    render(form, material(store, RUN, zone=UTC))  # what is imported late is there to be counted
    counted: Counter[str] = Counter()
    counting(monkeypatch, rules.evolve, counted)
    counting(monkeypatch, saying.said, counted)
    it = material(store, RUN, zone=UTC)
    render(form, it)
    assert counted["evolve"] == len(it.journal) == 52
    assert counted["said"] == (0 if form == "jsonl" else len(it.findings))


def test_two_formats_of_one_material_share_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page and a calendar written at the end of a run word its findings once between them."""
    it = material(small_run().store, RUN, zone=UTC)
    counted: Counter[str] = Counter()
    counting(monkeypatch, rules.evolve, counted)
    counting(monkeypatch, saying.said, counted)
    for form in ("html", "ics"):
        render(form, it)
    assert counted == {"said": len(it.findings)}
