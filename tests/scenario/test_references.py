"""Which ids a scenario has, also where a part of it is broken: one mistake makes no other."""

from __future__ import annotations

from typing import Any, get_origin

import pytest

from esthersim.authored.problems import base_scenario
from esthersim.scenario import references
from esthersim.scenario.key_paths import type_at
from esthersim.scenario.loading import read_scenario


def codes(text: str) -> list[str]:
    """Return the codes of a scenario's problems."""
    return [each.code for each in read_scenario(text, "kort.yaml").problems]


@pytest.mark.parametrize("kind", references._PATHS)
def test_ids_are_looked_for_where_the_format_has_them(kind: str) -> None:
    """Each path leads to a mapping of the model, whose keys are the ids."""
    expected: Any = type_at(references._PATHS[kind][:-1])
    assert get_origin(expected) is dict


def test_a_broken_objective_can_still_be_watched() -> None:
    """Its id is known although its text is not: only the text is reported."""
    text = base_scenario().replace("sbar: Vi ringer med en hel SBAR", "sbar: [fel]")
    assert codes(text + "observers: {bänken: {title: Bänken, watch: [sbar]}}\n") == ["ES142"]


def test_where_all_of_a_kind_is_broken_nothing_is_said_of_its_ids() -> None:
    """Roles that are a list have no ids: each reference to a role would be one more problem."""
    before, _roles, after = base_scenario().partition("roles:\n")
    text = f"{before}roles: [esther]\n{after[after.index('facts:') :]}"
    assert codes(text) == ["ES143"]


def test_an_option_called_as_a_section_hides_nothing() -> None:
    """An option by the name of `checklist` with a broken text makes nothing an item of a checklist."""
    text = base_scenario().replace("ring: {text: Ring läkaren", "checklist: {text: [fel]")
    asked = text.replace(
        "title: Samtalet\n", "title: Samtalet\n    effects: [{when: checked text, set: {ringde: true}}]\n"
    )
    assert sorted(codes(asked)) == ["ES111", "ES142"]
