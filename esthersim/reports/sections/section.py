"""The definition of a report's section: how it is gathered, when it is present, and how each format renders it."""

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
    """A section of a report.

    `gather` makes its part of the report. `markdown` renders that part in Markdown, and the template
    `sections/ID.html.j2`, where the part is called `it`, in HTML. Unless `present`, the section is left out with its
    heading.
    """

    id: str
    heading: Callable[[], str]
    gather: Callable[[Material], T]
    markdown: Callable[[T, Material], Iterable[str]]
    present: Callable[[T], bool] = _always
    figures: Callable[[T, Material], Sequence[str]] = _no_figures
    """The section's drawings on the page, as SVG with escaped texts."""
    name: str | None = None
    """The name of the part in JSON, if it is not the section's id."""
    names: tuple[str, ...] = ()
    """For a part with several fields: their names in JSON, by field name."""
    style: str = ""
    """The class of its element on the page."""
    heading_for: Callable[[Material], str] | None = None
    """The heading where it depends on the run."""

    def title(self, material: Material) -> str:
        """Return the heading in the report of a run."""
        return self.heading_for(material) if self.heading_for else self.heading()

    def named(self, it: T) -> dict[str, Any]:
        """Return the part by name, as in the JSON report."""
        if self.names:
            return {name: getattr(it, name) for name in self.names}
        return {self.name or self.id: it}
