"""`esthersim map`: a scenario as a rail or a swimlane, in the terminal, on paper or for other programs."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import click

from esthersim.cleaning import clean_line
from esthersim.commands.declaring import declared, form_option, output_option, scenario_argument
from esthersim.commands.streams import complain, result, result_as_it_is
from esthersim.commands.surroundings import Surroundings
from esthersim.failure import FINE, UsedWrongly
from esthersim.files import FileError
from esthersim.journal.reading import journal_of, scenario_of
from esthersim.language import _, get_language, ngettext
from esthersim.maps import dot, mermaid
from esthersim.maps.events import NOT_STARTED, Way, map_events
from esthersim.maps.heads import heads
from esthersim.maps.listing import onward_lines, way_lines
from esthersim.maps.page import Document, html_document, svg_document
from esthersim.maps.phrases import told_ways
from esthersim.maps.rail import rail
from esthersim.maps.svg import rail_pages
from esthersim.maps.swimlane import Swimlane, swimlane
from esthersim.maps.swimlane_svg import swimlane_pages
from esthersim.maps.swimlane_text import swimlane_legend, swimlane_lines
from esthersim.maps.text import ASCII, UNICODE, MapLine, Signs, Style, draw, legend
from esthersim.play.entries import Rewound
from esthersim.reports.writing import put, safe_name
from esthersim.scenario.loading import load_scenario, scenario_or_error
from esthersim.scenario.model import Scenario
from esthersim.views.way_taken import way_taken

Form = Literal["text", "svg", "html", "mermaid", "dot"]
View = Literal["rail", "swimlane"]

SUFFIXES = {"text": ".txt", "svg": ".svg", "html": ".html", "mermaid": ".mmd", "dot": ".dot"}
_COLOURS: Mapping[Style, str] = {
    "way": "1;34",
    "current": "1;7",
    "lane": "2",
    "title": "",
    "ending": "1;35",
    "decision": "1;33",
    "handover": "1;36",
    "dim": "2",
}
_BEGINNING = 12


@dataclass(frozen=True, slots=True)
class _Journey:
    """What is to be drawn: the scenario in the language shown, with the way and the name of a run, if any."""

    shown: Scenario
    way: Way
    run: str = ""

    @property
    def swimlane(self) -> Swimlane:
        """The layout of the scenario, or of the run's visits."""
        return swimlane(self.shown, self.way.visited if self.way.stops else None)


def command() -> click.Command:
    """Return the command, worded in the language spoken now."""
    return declared(
        draw_map,
        scenario_argument(),
        click.Option(
            ["--view"], type=click.Choice(("rail", "swimlane")), default="rail", metavar="rail|swimlane",
            help=_("Events from top to bottom, or a lane for each role."),
        ),
        form_option("text", "svg", "html", "mermaid", "dot"),
        output_option(),
        click.Option(["--run"], metavar=_("RUN"), help=_("Show the way that this run took.")),
    )  # fmt: skip


def draw_map(
    around: Surroundings, scenario: str, view: View, form: Form, *, output: Path | None, run: str | None
) -> int:
    """Draw a scenario's map, or the way that a run took, and write it to a file or show it."""
    path = around.library.find(scenario)
    language = around.settings.scenario_language or get_language()
    journey = _planned(path, language) if run is None else _taken(around, path.stem, run, language)
    drawn = _text(journey, view, to_file=output is not None) if form == "text" else _document(journey, view, form)
    if output is not None:
        name = f"{journey.run or journey.shown.id}-{view}"
        file = _put(drawn.encode(), output, name + SUFFIXES[form], private=bool(journey.run))
        complain(_("The map is here: {file}").format(file=file))
    elif form == "text":
        result(drawn.rstrip("\n"))
    else:
        result_as_it_is(drawn.encode())
    return FINE


def _planned(path: Path, language: str) -> _Journey:
    return _Journey(scenario_or_error(load_scenario(path, language)), NOT_STARTED)


def _taken(around: Surroundings, scenario: str, run: str, language: str) -> _Journey:
    """Return the way that a run took, on the run's own text of the scenario."""
    with around.store() as store:
        text = store.scenario(run)
        if text.id != scenario:
            message = _("the run '{run}' belongs to the scenario '{id}', not to '{other}'; name that scenario instead")
            raise UsedWrongly(message.format(run=run, id=text.id, other=scenario))
        retelling = journal_of(store, run)
    shown = scenario_of(text, language)
    if retelling.state.journey is None:
        complain(_("The run '{run}' has not reached the simulation yet: this is the whole map.").format(run=run))
        return _Journey(shown, NOT_STARTED)
    if count := sum(1 for _rewound in retelling.each(Rewound)):
        message = ngettext(
            "The team went back {count} time; the map shows the way that stands.",
            "The team went back {count} times; the map shows the way that stands.",
            count,
        )
        complain(message.format(count=count))
    return _Journey(shown, way_taken(retelling, shown), run)


def _text(journey: _Journey, view: View, *, to_file: bool) -> str:
    signs = UNICODE if to_file else _signs()
    columns = shutil.get_terminal_size((80, 24)).columns
    shown, way = journey.shown, journey.way
    blank = MapLine(())
    head = [MapLine(((clean_line(shown.title), "way"),))]
    if journey.run:
        head.append(MapLine(((clean_line(journey.run), "dim"),)))
    if view == "swimlane":
        lanes = journey.swimlane
        drawn = [*swimlane_lines(lanes, shown, way, columns=columns, signs=signs)]
        told = heads(lanes, shown, way)
        onward = [] if way.stops else [blank, *onward_lines(told, columns=columns, signs=signs)]
        lines = [*head, blank, *drawn, blank, *swimlane_legend(signs), *onward]
    else:
        events = map_events(shown)
        drawn = draw(rail(shown), events, way, columns=columns, signs=signs, clocks=True)
        stops = [blank, *way_lines(events, way, columns=columns, signs=signs)] if way.stops else []
        lines = [*head, blank, *drawn, blank, *legend(signs, taken=bool(way.visited)), *stops]
    return "\n".join(_coloured(lines) if not to_file and _has_colours() else (line.text for line in lines)) + "\n"


def _signs() -> Signs:
    """Return signs that the encoding of the terminal, or the pipe, contains."""
    glyphs = f"{UNICODE.here}{UNICODE.arrow}{UNICODE.up}{UNICODE.timer}{UNICODE.lines}┈→⇄"
    try:
        glyphs.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return UNICODE


def _has_colours() -> bool:
    """Tell whether to write colours to the terminal (NO_COLOR: see no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _coloured(lines: Iterable[MapLine]) -> Iterable[str]:
    for line in lines:
        yield "".join(
            f"\x1b[{_COLOURS[style]}m{text}\x1b[0m" if _COLOURS[style] and text.strip() else text
            for text, style in line.spans
        ).rstrip()


def _document(journey: _Journey, view: View, form: Form) -> str:
    shown, way = journey.shown, journey.way
    match form, view:
        case "mermaid", "swimlane":
            return mermaid.sequence(shown, journey.swimlane, way)
        case "mermaid", _:
            return mermaid.flowchart(shown, way)
        case "dot", "swimlane":
            return dot.lanes_digraph(shown, journey.swimlane, way)
        case "dot", _:
            return dot.digraph(shown, way)
        case _:
            return _paper(journey, view, form)


def _paper(journey: _Journey, view: View, form: Form) -> str:
    shown, way, lanes = journey.shown, journey.way, journey.swimlane
    title = clean_line(shown.title)
    if view == "swimlane":
        sheets = swimlane_pages(lanes, shown, way, title=title, lists=form == "svg")
    else:
        drawn = rail(shown)
        told = told_ways(shown, drawn.edges)
        sheets = rail_pages(drawn, map_events(shown), way, title=title, told=told)
    document = Document(title, sheets, view == "swimlane", shown.language, get_language(), journey.run)
    return svg_document(document) if form == "svg" else html_document(document, shown, lanes, way)


def _put(content: bytes, output: Path, name: str, *, private: bool) -> Path:
    """Write a map, but not over a file of another kind. Raises `FileError`.

    The way that a run took is `private`.
    """
    name = safe_name(name)
    try:
        target = output.expanduser()
        target = target / name if target.is_dir() else target
        if target.exists():
            if not target.is_file():
                raise FileError(str(target), _("this is not a file"), _("give another name with --output"))
            with target.open("rb") as file:
                begins = file.read(_BEGINNING)
            if begins != content[: len(begins)]:
                message = _("there is another file here, and it is not a map of this kind")
                raise FileError(str(target), message, _("give another name with --output, or remove it first"))
    except (OSError, RuntimeError, ValueError):
        pass  # what cannot be looked at cannot be written either, and is reported then
    return put(content, output, name, name, replace=True, private=private)
