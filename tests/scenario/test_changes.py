"""What effects change: each key of the format says it in changes, which is all that play, checks and rehearsal read."""

from __future__ import annotations

import pytest

from esthersim.scenario.model import Effect


@pytest.mark.parametrize("key", [key for key in Effect.model_fields if key != "when"])
def test_every_key_of_an_effect_changes_something(key: str) -> None:
    """No key is taken from a file and then never carried out; a message about a change names the key that made it."""
    effect = Effect.model_validate({key: {"some-id": "1"}})
    assert [change.key for change in effect.changes] == [key]
    assert effect.changes[0].traces
