"""Keys that the settings give: what names nothing, what terminals keep, what means two things on one screen."""

from __future__ import annotations

import pytest

from esthersim.screens.registry import keymap_problem


@pytest.mark.parametrize(
    ("keymap", "told"),
    [
        ({"run.paus": "x"}, "did you mean 'run.pause'?"),
        ({"run.pause": "ctrl+s"}, "terminals keep 'ctrl+s'"),
        ({"run.next": "p"}, "'p' means both"),
        ({"run.pause": "f11"}, ""),
        ({}, ""),
    ],
)
def test_the_first_mistake_of_a_keymap_is_told(keymap: dict[str, str], told: str) -> None:
    """A key that would do nothing, or not what was meant, is told in a line; a good keymap is not."""
    problem = keymap_problem(keymap)
    assert told in problem
    assert bool(problem) == bool(told)
