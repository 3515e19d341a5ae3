"""What a section of a report is: how it is gathered, when there is one, and how each format draws it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from esthersim.reports.material import Material

T = TypeVar("T")


def _always(_it: object) -> bool:
    return True


def _no_figures(_it: object, _material: Material) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Section(Generic[T]):
    """A section of every report.

    `gather` makes its part of the report. `markdown` draws that part, and so does the template `sections/ID.html.j2` on
    the page, which has it as `it`. Where it is not `present`, no paper has the section, nor its heading.
    """

    id: str
    heading: Callable[[], str]
    gather: Callable[[Material], T]
    markdown: Callable[[T, Material], Iterable[str]]
    present: Callable[[T], bool] = _always
    figures: Callable[[T, Material], Sequence[str]] = _no_figures
    """Its drawings on the page, as SVG in which every text is escaped."""
    name: str | None = None
    """What its part is called in the report for programs, where that is not its id."""
    names: tuple[str, ...] = ()
    """For a part with several fields: what they are called there, each under its own name."""
    style: str = ""
    """The class of its element on the page."""

    def named(self, it: T) -> dict[str, Any]:
        """Return its part by name, as it stands in the report for programs."""
        if self.names:
            return {name: getattr(it, name) for name in self.names}
        return {self.name or self.id: it}
