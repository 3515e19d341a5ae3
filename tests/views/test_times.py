"""Times in words: whole minutes mostly, and where there is a fraction, in the manner of the language."""

from __future__ import annotations

import pytest

from esthersim.language import speaking
from esthersim.lengths import planned


@pytest.mark.parametrize(
    ("seconds", "swedish", "english"),
    [(30, "30 s", "30 s"), (7.5, "7,5 s", "7.5 s"), (1500, "25 min", "25 min"), (5400, "1 h 30 min", "1 h 30 min")],
)
def test_a_planned_length_is_short_words(seconds: float, swedish: str, english: str) -> None:
    """Hours and minutes; under a minute seconds, with a decimal comma in Swedish."""
    assert planned(seconds) == english
    with speaking("sv"):
        assert planned(seconds) == swedish
