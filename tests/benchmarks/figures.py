"""What every benchmark gives: two measurements of one run, and the ratio that matters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A name, both measurements as text, their ratio (nothing where there is no other side), and the aim for it."""

    name: str
    ours: str
    other: str
    ratio: float | None
    aim: float | None
    more_is_better: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the aim is met; `None` where there is none."""
        if self.ratio is None or self.aim is None:
            return None
        return self.ratio >= self.aim if self.more_is_better else self.ratio <= self.aim

    def row(self) -> tuple[str, str, str, str, str, str]:
        """Return the cells of the figure's line."""
        sign = "at least" if self.more_is_better else "at most"
        return (
            self.name,
            self.ours,
            self.other,
            "" if self.ratio is None else f"{self.ratio:.2f}",
            "" if self.aim is None else f"{sign} {self.aim:g}",
            {None: "", True: "met", False: "NOT MET"}[self.met],
        )
