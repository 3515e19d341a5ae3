"""The report: a preview, and one key for each format that it can be saved in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from textual.content import Content
from textual.widget import Widget

from esthersim.cleaning import clean
from esthersim.language import _, get_language
from esthersim.reports import ReportError, render, write
from esthersim.reports.material import material_of
from esthersim.screens.base import PlainStatic
from esthersim.screens.keys import Action
from esthersim.screens.run_screen import RunScreen
from esthersim.screens.widgets.dialogs import TextPrompt
from esthersim.screens.widgets.lines import Lines, flow
from esthersim.screens.widgets.pane import Pane
from esthersim.settings import report_folder

_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>|~])")
_TAG = re.compile(r"</?[a-z][^<>]*>")


class ReportScreen(RunScreen):
    """A preview of the report, and its files."""

    CSS_PATH = "report.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._text: tuple[object, str] = ((), "")
        self._folder: Path | None = None
        """Where files are written, if another folder than the usual one was chosen."""

    @classmethod
    def own_actions(cls) -> tuple[Action, ...]:
        """Return the keys of the report."""
        return (
            Action("report.html", "h", "write('html')", _("Web page, to print"), shown=True),
            Action("report.markdown", "m", "write('md')", _("Text"), shown=True),
            Action("report.calendar", "c", "write('ics')", _("Calendar"), shown=True),
            Action("report.journal", "j", "write('jsonl')", _("Journal"), shown=True),
            Action("report.folder", "d", "folder", _("Another folder"), shown=True),
            Action("run.leave", "q,escape", "leave", _("Back"), shown=True),
            Action("report.up", "up", "scroll(-1)", _("Scroll up")),
            Action("report.down", "down,space", "scroll(1)", _("Scroll down")),
            Action("report.page_up", "pageup", "scroll(-5)", _("Page up")),
            Action("report.page_down", "pagedown", "scroll(5)", _("Page down")),
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out the keys of the screen below."""
        if action in {"next", "override", "pause"}:
            return False
        return super().check_action(action, parameters)

    def compose_body(self) -> Iterable[Widget]:
        """Compose the line that says where files go, and the preview."""
        yield PlainStatic(id="report-head")
        yield Pane(id="report")

    @property
    def folder(self) -> Path:
        """Where the files are written."""
        return self._folder or report_folder()

    def redraw(self) -> None:
        """Draw the preview; the report is made again only when the run or a language has changed."""
        session = self.session
        key = (len(session.journal), get_language(), session.shown.language)
        if key != self._text[0]:
            # Made after the next paint: it takes a moment, and a blank screen would look broken.
            self._text = (key, _("Preparing the report …"))
            self.call_after_refresh(self._form, key)
        self.query_one("#report-head", PlainStatic).show(_("Files go to {folder}").format(folder=self.folder))
        text = self._text[1]
        self.query_one("#report", Pane).show(text, lambda columns: preview_lines(text, columns))

    def _form(self, key: tuple[object, ...]) -> None:
        if key == self._text[0]:
            self._text = (key, self._rendered())
            self.redraw_all()

    def _rendered(self) -> str:
        try:
            return render("md", material_of(self.session)).decode()
        except ImportError as error:
            return cannot_make(error)

    def action_write(self, form: str) -> None:
        """Write the report to a file, and say where it is."""
        try:
            path = write(form, material_of(self.session), None, self.folder)
        except ReportError as error:
            text = _("{where}: {what}. Nothing is lost; {key} chooses another folder.")
            self.say(text.format(where=error.where, what=error.what, key="d"), "failed")
        except ImportError as error:
            self.say(cannot_make(error), "failed")
        else:
            self.say(_("Written: {path}").format(path=path))

    def action_folder(self) -> None:
        """Choose another folder."""

        def accept(text: str) -> str:
            if not text.strip():
                return _("There is no text.")
            folder = Path(clean(text).strip()).expanduser().absolute()
            if folder.exists() and not folder.is_dir():
                return _("That is a file, not a folder.")
            self._folder = folder
            self.redraw_all()
            return ""

        now = _("Now: {folder}").format(folder=self.folder)
        self.app.push_screen(TextPrompt(_("Which folder do the files go to?"), now, accept))

    def action_scroll(self, step: int) -> None:
        """Scroll the preview."""
        self.query_one("#report", Pane).scroll_relative(y=3 * step, animate=False)

    def action_leave(self) -> None:
        """Go back to where the report was opened."""
        self.dismiss()


def cannot_make(error: ImportError) -> str:
    """Return a message that the report cannot be made because a package is not installed."""
    what = _("This installation lacks '{name}', which the report needs. Nothing is lost: everything is in the journal.")
    return what.format(name=error.name)


def preview_lines(text: str, columns: int) -> Lines:
    """Return a Markdown text as lines to read: headings bold, escapes undone."""
    lines: list[Content] = []
    for line in clean(text).split("\n"):
        hashes = len(line) - len(line.lstrip("#"))
        plain = _ESCAPED.sub(r"\1", _TAG.sub("", line)).replace("**", "")
        if 0 < hashes <= 6 and line[hashes : hashes + 1] == " ":
            style = "bold $primary" if hashes < 3 else "bold"
            lines += flow(plain.lstrip("# "), columns, style)
        elif set(plain.strip()) <= set("|-: ") and plain.strip():
            continue  # the rule of a table
        else:
            lines += flow(plain, columns)
    return tuple(lines)
