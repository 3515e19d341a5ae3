"""Reports: a run as Markdown, HTML, JSON, JSON Lines, and its plan as a calendar.

`render("html", material(store, run))` returns bytes, `write` writes a file; `esthersim.reports.material` reads the run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from esthersim.authored.problems import did_you_mean
from esthersim.language import _
from esthersim.reports.material import Material
from esthersim.reports.writing import ReportError, put, safe_name

__all__ = ["FORMATS", "Format", "ReportError", "render", "write", "written"]


def _markdown(it: Material) -> bytes:
    from esthersim.reports.markdown_report import markdown

    return markdown(it).encode()


def _html(it: Material) -> bytes:
    from esthersim.reports.page import html

    return html(it).encode()


def _journal(it: Material) -> bytes:
    from esthersim.reports.data import journal_lines

    return journal_lines(it).encode()


def _json(it: Material) -> bytes:
    from esthersim.reports.data import whole

    return whole(it).encode()


def _calendar(it: Material) -> bytes:
    from esthersim.reports.plan_calendar import calendar

    return calendar(it)


@dataclass(frozen=True, slots=True)
class Format:
    """A format of reports: its name on the command line, and the ending of its file names."""

    id: str
    suffix: str
    make: Callable[[Material], bytes]


FORMATS: Mapping[str, Format] = {
    each.id: each
    for each in (
        Format("html", ".html", _html),
        Format("md", ".md", _markdown),
        Format("json", ".json", _json),
        Format("jsonl", ".jsonl", _journal),
        Format("ics", ".ics", _calendar),
    )
}
"""The formats of reports, by name."""


def render(format: str, material: Material) -> bytes:  # noqa: A002 - the word of the command line
    """Return a report as bytes, UTF-8. The same material gives the same bytes, in one interface language.

    Raises `ReportError` for an unknown format.
    """
    known = FORMATS.get(format)
    if known is None:
        what = _("there is no report format '{name}'").format(name=format) + did_you_mean(format, FORMATS)
        raise ReportError("esthersim report", what, _("there are {names}").format(names=", ".join(FORMATS)))
    return known.make(material)


def write(
    format: str,  # noqa: A002 - the word of the command line
    material: Material,
    target: Path | None,
    folder: Path,
    *,
    replace: bool = False,
) -> Path:
    """Write a report and return the file: `target`, or a file in it if it is a folder, or else one in `folder`.

    A file in a folder is named after the run. `folder` is created if needed. Only their owner can read the file, and a
    folder that is created. Raises `ReportError` if the file cannot
    be written, or if it exists, is not a report of this run, and `replace` is false.
    """
    content = render(format, material)
    name = safe_name(material.run) + FORMATS[format].suffix
    if target is None:
        _make(folder)
        target = folder / name
    return put(content, target, material.run, name, replace=replace)


def written(run: str, folder: Path) -> tuple[Path, ...]:
    """Return the reports of a run that `write` has put into a folder."""
    files = (folder / (safe_name(run) + each.suffix) for each in FORMATS.values())
    return tuple(file for file in files if file.is_file())


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        what = _("the folder cannot be made ({detail})").format(detail=error.strerror or error)
        raise ReportError(str(folder), what, _("give another place with --output")) from error
