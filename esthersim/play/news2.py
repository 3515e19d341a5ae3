"""NEWS2, the National Early Warning Score 2 (Royal College of Physicians, 2017), as a pure function.

Reproduced with acknowledgement, as the College asks. For training: it never replaces clinical judgement, and no total
is given while a value is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from esthersim.authored.conditions import Value
from esthersim.scenario.model import VITAL_SIGNS

Bands = tuple[tuple[int | Decimal, int], ...]
_ABOVE = Decimal("Infinity")

# (highest value of the band, points); the last band is open upwards. Values are compared with one decimal.
RESPIRATION: Bands = ((8, 3), (11, 1), (20, 0), (24, 2), (_ABOVE, 3))
SATURATION_1: Bands = ((91, 3), (93, 2), (95, 1), (_ABOVE, 0))
SATURATION_2_AIR: Bands = ((83, 3), (85, 2), (87, 1), (_ABOVE, 0))
SATURATION_2_OXYGEN: Bands = ((83, 3), (85, 2), (87, 1), (92, 0), (94, 1), (96, 2), (_ABOVE, 3))
SYSTOLIC: Bands = ((90, 3), (100, 2), (110, 1), (219, 0), (_ABOVE, 3))
PULSE: Bands = ((40, 3), (50, 1), (90, 0), (110, 1), (130, 2), (_ABOVE, 3))
TEMPERATURE: Bands = ((35, 3), (36, 1), (38, 0), (39, 1), (_ABOVE, 2))


@dataclass(frozen=True, slots=True)
class News2:
    """A NEWS2 score: `total` is `None` while `missing` names a vital sign; `parts` holds the known points."""

    total: int | None
    parts: Mapping[str, int]
    missing: tuple[str, ...]

    @property
    def single_three(self) -> bool:
        """Whether a single parameter scores three points, which calls for an urgent review."""
        return 3 in self.parts.values()

    @property
    def band(self) -> str | None:
        """The clinical risk: `none`, `low`, `low-medium` (a single three), `medium`, `high`; `None` without a total."""
        if self.total is None:
            return None
        if self.total >= 7:
            return "high"
        if self.total >= 5:
            return "medium"
        if self.single_three:
            return "low-medium"
        return "low" if self.total else "none"


def _points(value: Value, bands: Bands) -> int:
    rounded = value if isinstance(value, int) else round(value, 1)
    return next(points for highest, points in bands if rounded <= highest)


def news2(signs: Mapping[str, Value | None]) -> News2:
    """Score the vital signs.

    Keys: `rr` (/min), `spo2` (%), `spo2_scale` (1 or 2), `o2` (breathes oxygen), `sbp` (mmHg), `pulse` (/min),
    `alert` (false for new confusion, voice, pain, unresponsive), `temp` (degrees Celsius). A missing or `None` value
    is listed, and there is no total.
    """
    missing = tuple(name for name in VITAL_SIGNS if signs.get(name) is None)
    known = {name: value for name in VITAL_SIGNS if (value := signs.get(name)) is not None}
    parts: dict[str, int] = {}
    for name, bands in (("rr", RESPIRATION), ("sbp", SYSTOLIC), ("pulse", PULSE), ("temp", TEMPERATURE)):
        if name in known:
            parts[name] = _points(known[name], bands)
    if "o2" in known:
        parts["o2"] = 2 if known["o2"] else 0
    if "alert" in known:
        parts["alert"] = 0 if known["alert"] else 3
    if {"spo2", "spo2_scale", "o2"} <= known.keys():
        parts["spo2"] = _points(known["spo2"], _saturation(known["spo2_scale"], on_oxygen=bool(known["o2"])))
    return News2(None if missing else sum(parts.values()), parts, missing)


def _saturation(scale: Value, *, on_oxygen: bool) -> Bands:
    if scale == 1:
        return SATURATION_1
    return SATURATION_2_OXYGEN if on_oxygen else SATURATION_2_AIR
