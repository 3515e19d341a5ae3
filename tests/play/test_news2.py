"""NEWS2: the whole chart (Royal College of Physicians, 2017), at every boundary, with both scales for oxygen."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from esthersim.authored.conditions import Value
from esthersim.play.news2 import news2
from esthersim.scenario.model import VITAL_SIGNS

WELL: dict[str, Value] = {
    "rr": 16, "spo2": 97, "spo2_scale": 1, "o2": False, "sbp": 120, "pulse": 70, "alert": True, "temp": Decimal("37.0"),
}  # fmt: skip

CHART: list[tuple[str, Mapping[str, Value], list[tuple[Value, int]]]] = [
    ("rr", {}, [(0, 3), (8, 3), (9, 1), (11, 1), (12, 0), (20, 0), (21, 2), (24, 2), (25, 3), (60, 3)]),
    ("spo2", {"spo2_scale": 1}, [(70, 3), (91, 3), (92, 2), (93, 2), (94, 1), (95, 1), (96, 0), (100, 0)]),
    ("spo2", {"spo2_scale": 1, "o2": True}, [(91, 3), (92, 2), (93, 2), (94, 1), (95, 1), (96, 0), (100, 0)]),
    ("spo2", {"spo2_scale": 2}, [(83, 3), (84, 2), (85, 2), (86, 1), (87, 1), (88, 0), (92, 0), (93, 0), (100, 0)]),
    (
        "spo2",
        {"spo2_scale": 2, "o2": True},
        [
            (70, 3), (83, 3), (84, 2), (85, 2), (86, 1), (87, 1), (88, 0), (92, 0),
            (93, 1), (94, 1), (95, 2), (96, 2), (97, 3), (100, 3),
        ],
    ),
    ("o2", {}, [(False, 0), (True, 2)]),
    ("sbp", {}, [(50, 3), (90, 3), (91, 2), (100, 2), (101, 1), (110, 1), (111, 0), (219, 0), (220, 3), (260, 3)]),
    (
        "pulse",
        {},
        [(9, 3), (40, 3), (41, 1), (50, 1), (51, 0), (90, 0), (91, 1), (110, 1), (111, 2), (130, 2), (131, 3)],
    ),
    ("alert", {}, [(True, 0), (False, 3)]),
    (
        "temp",
        {},
        [
            (33, 3), (Decimal("35.0"), 3), (Decimal("35.1"), 1), (Decimal("36.0"), 1), (Decimal("36.1"), 0),
            (Decimal("38.0"), 0), (Decimal("38.1"), 1), (Decimal("39.0"), 1), (Decimal("39.1"), 2), (41, 2),
        ],
    ),
]  # fmt: skip
CELLS = [(sign, beside, value, points) for sign, beside, row in CHART for value, points in row]


@pytest.mark.parametrize(("sign", "beside", "value", "points"), CELLS)
def test_each_cell_of_the_chart(sign: str, beside: Mapping[str, Value], value: Value, points: int) -> None:
    """Every value on an edge of a band gives the points of that band."""
    score = news2({**WELL, **beside, sign: value})
    assert score.parts[sign] == points
    assert score.total == sum(score.parts.values())


@pytest.mark.parametrize(
    ("signs", "total", "band", "single_three"),
    [
        ({"rr": 22, "spo2": 93, "sbp": 105, "pulse": 112, "temp": Decimal("38.4")}, 8, "high", False),
        ({"rr": 18, "spo2": 90, "sbp": 118, "pulse": 88, "temp": Decimal("36.0")}, 4, "low-medium", True),
        ({"rr": 18, "spo2": 90, "spo2_scale": 2, "sbp": 118, "pulse": 88, "temp": Decimal("36.0")}, 1, "low", False),
        ({"spo2": 97, "spo2_scale": 2}, 0, "none", False),
        ({"spo2": 97, "spo2_scale": 2, "o2": True}, 5, "medium", True),
        (
            {"rr": 25, "spo2": 83, "o2": True, "sbp": 90, "pulse": 131, "alert": False, "temp": Decimal("35.0")},
            20,
            "high",
            True,
        ),
        ({"rr": 24, "pulse": 130, "temp": Decimal("39.0")}, 5, "medium", False),
        ({"rr": 24, "pulse": 130, "temp": Decimal("39.1")}, 6, "medium", False),
        ({"rr": 24, "pulse": 130, "temp": Decimal("39.1"), "spo2": 95}, 7, "high", False),
    ],
)
def test_worked_examples(signs: dict[str, Any], total: int, band: str, single_three: bool) -> None:
    """Whole patients, worked out by hand from the chart, get the total and the band that the chart gives them."""
    score = news2({**WELL, **signs})
    assert (score.total, score.band, score.single_three) == (total, band, single_three)


@pytest.mark.parametrize("sign", VITAL_SIGNS)
@pytest.mark.parametrize("absent", [True, False])
def test_a_missing_value_gives_no_total(sign: str, absent: bool) -> None:
    """Without one of the values there is no total and no band, and the value that lacks is named."""
    signs: dict[str, Value | None] = {**WELL, sign: None}
    if absent:
        del signs[sign]
    score = news2(signs)
    assert (score.total, score.band, score.missing) == (None, None, (sign,))
    assert sign not in score.parts


def test_values_are_compared_with_one_decimal() -> None:
    """A temperature that has been made slightly more than 38.0 is still 38.0."""
    assert news2({**WELL, "temp": Decimal("38.04")}).parts["temp"] == 0
