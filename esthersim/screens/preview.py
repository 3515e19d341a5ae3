"""The preview: a scenario's map, the text of its events and what the check finds, drawn again at each save."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from threading import Event, Thread

from textual import on, work
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList

from esthersim.authored.problems import Problem
from esthersim.authoring.check import severity_word
from esthersim.authoring.preview import FileSnapshot, changed_events, event_of, found_line, take_snapshot
from esthersim.cleaning import clean_line
from esthersim.language import _, get_language, ngettext
from esthersim.scenario.model import Scenario
from esthersim.screens.base import AppScreen, PlainStatic
from esthersim.screens.keys import Action, digits
from esthersim.screens.preview_event import preview_lines
from esthersim.screens.preview_map import PreviewMap
from esthersim.screens.widgets.lines import flow
from esthersim.screens.widgets.pane import Pane
from esthersim.screens.widgets.row_list import Row, RowList

log = logging.getLogger("esthersim.screens")

Watch = Callable[[Path, Event], Iterator[None]]
"""Yields whenever the file was saved, until the event is set; see `esthersim.authoring.file_watch`."""


class PreviewScreen(AppScreen):
    """The file as it was last saved; while it cannot be played, map and texts stay those of the save before."""

    class Saved(Message):
        """The file was saved; sent from the thread that watches."""

    class Unwatched(Message):
        """The file can no longer be watched."""

    class Renewed(Message):
        """The file was read and checked again."""

        def __init__(self, snapshot: FileSnapshot) -> None:
            super().__init__()
            self.snapshot = snapshot

    class Play(Message):
        """The author wants to play from an event."""

        def __init__(self, snapshot: FileSnapshot, event: str, language: str | None) -> None:
            super().__init__()
            self.snapshot, self.event, self.language = snapshot, event, language

    def __init__(self, path: Path, watch: Watch | None = None) -> None:
        super().__init__()
        self.path = path
        self._watch = watch
        self._stop = Event()
        self.snapshot: FileSnapshot | None = None
        """The file as it is."""
        self.good: FileSnapshot | None = None
        """The file as it was when it could last be played."""
        self.event: str | None = None
        """The event that the cursor is at."""
        self.language: str | None = None
        """The language that the texts are shown in, where they have it; None: their own."""

    @classmethod
    def own_actions(cls) -> tuple[Action, ...]:
        """Return the actions of the preview."""
        return (
            Action("preview.play", "enter,g", "play", _("Play from here"), shown=True),
            Action("preview.problems", "f", "problems", _("Problems"), shown=True),
            *digits("preview.problem", "problem", _("To the problem")),
            Action("preview.leave", "q", "leave", _("Quit"), shown=True),
            Action("preview.renew", "r", "renew", _("Check again"), shown=True),
            Action("preview.up", "up", "move(-1)", _("Event above")),
            Action("preview.down", "down", "move(1)", _("Event below")),
            Action("preview.first", "home", "move(-9999)", _("First event")),
            Action("preview.last", "end", "move(9999)", _("Last event")),
            Action("preview.page_up", "pageup", "scroll(-1)", _("Scroll the text up")),
            Action("preview.page_down", "pagedown,space", "scroll(1)", _("Scroll the text down")),
            Action("preview.back", "escape", "back", _("Back to the map")),
        )

    def compose_body(self) -> Iterable[Widget]:
        """Compose the map, the event and the problems, and the line that says that they are out of date."""
        yield PlainStatic(id="stale")
        with Horizontal(id="panes"):
            yield PreviewMap(id="map")
            with Vertical(id="side"):
                yield Pane(id="event")
                yield PlainStatic(id="found")
                yield RowList(id="problems")

    def on_mount(self) -> None:
        """Begin to watch, and check for the first time."""
        self.query_one("#event", Pane).can_focus = False
        if self._watch is not None:
            Thread(target=self._wait_for_saves, args=(self._watch,), name="saves", daemon=True).start()
        self.renew()

    def on_unmount(self) -> None:
        """Stop watching."""
        self._stop.set()

    def _wait_for_saves(self, watch: Watch) -> None:
        try:
            for _each in watch(self.path, self._stop):
                self.post_message(self.Saved())
        except (OSError, RuntimeError) as error:
            log.warning("%s is not watched any longer: %s", self.path, error)
            self.post_message(self.Unwatched())

    # Checking

    @on(Saved)
    def renew(self) -> None:
        """Check the file again; a check that is still running for an earlier save is dropped."""
        self._check()

    @work(exclusive=True, group="check")
    async def _check(self) -> None:
        at = self.program.clock.utc().astimezone()
        self.take(await asyncio.to_thread(take_snapshot, self.path, at))

    @on(Unwatched)
    def _tell_unwatched(self) -> None:
        key = self.program.key_of("preview.renew", "r")
        self.say(_("The file is no longer watched for saves. {key}: check again.").format(key=key), "failed")

    def take(self, snapshot: FileSnapshot) -> None:
        """Show the file as it was just read; the cursor goes to the first change."""
        before, first = self.scenario, self.snapshot is None
        self.snapshot = snapshot
        if snapshot.text is not None:
            self.good = snapshot
            changed = changed_events(before, self.scenario)
            if changed and self.event not in changed:
                self.event = changed[0]
            if not first:
                self.say(changed_line(changed))
        elif not first:
            self.say("")
        self.redraw_all()
        self.refresh_bindings()
        self.post_message(self.Renewed(snapshot))

    @property
    def scenario(self) -> Scenario | None:
        """The scenario as it could last be played, in the language shown."""
        return self.good.scenario(self.language) if self.good else None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the check found."""
        return self.snapshot.problems if self.snapshot else ()

    # Drawing

    def header(self) -> str:
        """Return file and title, and how many problems were found when."""
        title = f" · {clean_line(self.scenario.title)}" if self.scenario else ""
        if self.snapshot is None:
            state = _("being checked …")
        else:
            state = f"{found_line(self.problems)} · {self.snapshot.at:%H:%M:%S}"
        return f"{clean_line(self.path.name)}{title}\t{state}"

    def redraw(self) -> None:
        """Draw map, event and problems."""
        language, scenario = get_language(), self.scenario
        stale = self.query_one("#stale", PlainStatic)
        stale.show(self._stale())
        stale.display = bool(self._stale())
        self._draw_problems()
        pane = self.query_one("#event", Pane)
        if scenario is None or self.good is None:
            text = _("There is nothing to see yet: the file has errors.") if self.snapshot else ""
            pane.show((text, language), lambda columns: flow(text, columns))
            return
        rail = self.query_one(PreviewMap)
        if self.event not in scenario.events:
            self.event = scenario.first
        flagged = frozenset(
            event for each in self.problems if each.severity != "note" and (event := event_of(each, scenario))
        )
        rail.show_map(scenario, self.event, flagged, language)
        key, line = self.event or scenario.first, self.good.lines.get(self.event or "")
        pane.show((id(scenario), key, line, language), lambda columns: preview_lines(scenario, key, line, columns))

    def _stale(self) -> str:
        if self.snapshot is None or self.snapshot.text is not None or self.good is None:
            return ""
        message = _("The file has an error; map and text are still those of {time}.")
        return message.format(time=f"{self.good.at:%H:%M:%S}")

    def _draw_problems(self) -> None:
        rows = self.query_one(RowList)
        helped = self.focused is rows or not self.has_class("-narrow")
        rows.show(problem_rows(self.problems, self.path, helped=helped))
        rows.display = bool(self.problems)
        if not self.problems and self.focused is rows:
            self.set_focus(None)
        found = self.query_one("#found", PlainStatic)
        found.set_class(bool(self.problems), "-some")
        if self.snapshot is None:
            found.show("")
        elif self.problems:
            found.show(_("Found: {what}").format(what=found_line(self.problems)))
        else:
            found.show("✓ " + _("The check finds nothing to correct."))

    def relabel(self) -> None:
        """Use the language that was just chosen; the problems are worded again."""
        super().relabel()
        self.renew()

    def switch_language(self) -> None:
        """Show the texts in the next language that the scenario has."""
        codes = self.good.languages if self.good else ()
        if len(codes) < 2:
            self.say(_("The scenario is in one language only."), "refused")
            return
        now = self.language if self.language in codes else codes[0]
        self.language = codes[(codes.index(now) + 1) % len(codes)]
        self.redraw_all()
        self.say(_("Texts in '{code}'").format(code=self.language))

    # What the author does

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether there is something to do for an action."""
        match action:
            case "problem":
                return isinstance(parameters[0], int) and parameters[0] <= len(self.problems)
            case "problems":
                return bool(self.problems)
            case _:
                return True

    def show_event(self, event: str) -> None:
        """Put the cursor at an event."""
        self.event = event
        if self.is_mounted:
            self.query_one("#event", Pane).scroll_home(animate=False)
            self.redraw_all()

    def action_move(self, step: int) -> None:
        """Go to the event `step` rows further down."""
        order = self.query_one(PreviewMap).order
        if order:
            place = order.index(self.event) if self.event in order else 0
            self.say("")
            self.show_event(order[max(0, min(place + step, len(order) - 1))])

    @on(PreviewMap.Clicked)
    def _clicked(self, event: PreviewMap.Clicked) -> None:
        self.show_event(event.event)

    def action_scroll(self, step: int) -> None:
        """Scroll the event's text by a page, less a few lines."""
        pane = self.query_one("#event", Pane)
        pane.scroll_relative(y=step * max(1, pane.size.height - 3), animate=False)

    def action_play(self) -> None:
        """Play from the event at the cursor."""
        if self.good is None or self.event is None:
            self.say(_("There is nothing to play yet: the file has errors."), "refused")
        else:
            self.post_message(self.Play(self.good, self.event, self.language))

    def action_problems(self) -> None:
        """Go into the list of problems, or back to the map."""
        rows = self.query_one(RowList)
        self._focus(None if self.focused is rows else rows)

    def action_back(self) -> None:
        """Go back to the map."""
        self._focus(None)

    def _focus(self, rows: RowList | None) -> None:
        self.set_focus(rows)
        self.say(_("Enter: to the event of the problem.  Esc: back to the map.") if rows is not None else "", "")
        self.redraw()  # there is room for more of a problem while the list has the focus

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.action_problem(event.option_index + 1)

    def action_problem(self, number: int) -> None:
        """Go to the event of the problem with this number."""
        if not 0 < number <= len(self.problems):
            return
        problem = self.problems[number - 1]
        event = event_of(problem, self.scenario) if self.scenario else None
        if event is None:
            self.say(_("That problem does not belong to an event on the map."), "refused")
            return
        self.set_focus(None)
        self.say("")
        self.show_event(event)

    def action_renew(self) -> None:
        """Check the file now."""
        self.renew()

    def action_leave(self) -> None:
        """End the preview."""
        self.app.exit(0)


def problem_rows(problems: Sequence[Problem], path: Path, *, helped: bool = True) -> list[Row]:
    """Return a row for each problem: its number, severity, place and message, and (if `helped`) what to do about it."""
    rows = []
    for number, each in enumerate(problems, 1):
        file = "" if Path(each.file).name == clean_line(path.name) else f"{_short(each.file, path)}:"
        place = f"{file}{each.line}:{each.column}" if each.line else file.rstrip(":")
        lead = f"{number} " if number < 10 else "  "
        text = " ".join(filter(None, (severity_word(each.severity), place, f"{each.code}:", each.message)))
        rows.append(Row(str(number), text, each.help if helped else "", lead=lead))
    return rows


def _short(file: str, path: Path) -> str:
    """Return a file's name relative to the scenario's folder."""
    try:
        return str(Path(file).relative_to(path.parent))
    except ValueError:
        return file


def changed_line(changed: Sequence[str]) -> str:
    """Return in one line which events a save has changed."""
    if not changed:
        return _("Saved; no event has changed.")
    named = ", ".join(f"'{event}'" for event in changed[:4]) + (", …" if len(changed) > 4 else "")
    text = ngettext("Saved; changed: {events}", "Saved; {count} events changed: {events}", len(changed))
    return text.format(events=named, count=len(changed))
