"""The report: how it reads, and one key for each file that it can be written to."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.widget import Widget

from esthersim.cleaning import clean
from esthersim.language import _, get_language
from esthersim.screens.base import PlainStatic, RoomScreen
from esthersim.screens.keys import Action
from esthersim.screens.widgets.lines import Lines, flow
from esthersim.screens.widgets.paper import Pane

if TYPE_CHECKING:
    from types import ModuleType

_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>|~])")
_TAG = re.compile(r"</?[a-z][^<>]*>")


class ReportScreen(RoomScreen):
    """A preview of the report, and its files."""

    WHERE = "report"
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
            Action("report.journal", "j", "write('json')", _("Journal"), shown=True),
            Action("report.folder", "d", "folder", _("Another folder"), shown=True),
            Action("report.up", "up", "scroll(-1)", _("Scroll up")),
            Action("report.down", "down,space", "scroll(1)", _("Scroll down")),
            Action("report.page_up", "pageup", "scroll(-5)", _("Page up")),
            Action("report.page_down", "pagedown", "scroll(5)", _("Page down")),
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what belongs to the screen below."""
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
        """Draw the preview; the report is formed anew only when the run or a language has changed."""
        session = self.session
        key = (len(session.journal), get_language(), session.words.language)
        if key != self._text[0]:
            self._text = (key, self._rendered())
        self.query_one("#report-head", PlainStatic).show(_("Files go to {folder}").format(folder=self.folder))
        text = self._text[1]
        self.query_one("#report", Pane).show(text, lambda columns: preview_lines(text, columns))

    def _rendered(self) -> str:
        reports = reports_room()
        if reports is None:
            return _("This installation has no reports. The journal holds all of it.")
        return str(reports.render("md", self._material(reports)))

    def _material(self, reports: ModuleType) -> Any:
        return reports.material_of(self.session)

    def action_write(self, form: str) -> None:
        """Write the report to a file, and tell where it is."""
        reports = reports_room()
        if reports is None:
            self.say(_("This installation has no reports."), "failed")
            return
        folder = self.folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = reports.write(form, self._material(reports), folder)
        except OSError as error:
            self.say(cannot_write(folder, error), "failed")
            return
        self.say(_("Written: {path}").format(path=path))

    def action_folder(self) -> None:
        """Choose another folder."""
        from esthersim.screens.widgets.dialogs import TextAsk

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
        self.app.push_screen(TextAsk(_("Which folder do the files go to?"), now, accept))

    def action_scroll(self, step: int) -> None:
        """Scroll the preview."""
        self.query_one("#report", Pane).scroll_relative(y=3 * step, animate=False)

    def action_leave(self) -> None:
        """Go back to where the report was opened."""
        self.dismiss()


def reports_room() -> ModuleType | None:
    """Return the package of reports, or `None` in an installation without what they need."""
    from importlib import import_module

    try:
        return import_module("esthersim.reports")
    except ImportError:
        return None


def report_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return where reports are written: among the user's documents, or in ESTHERSIM_DATA where that is set."""
    from esthersim.settings import data_folder

    if environ.get("ESTHERSIM_DATA"):
        return data_folder(environ) / "reports"
    from platformdirs import user_documents_path

    return user_documents_path() / "esthersim"


def cannot_write(folder: Path, error: OSError) -> str:
    """Return why a file could not be written, and what helps."""
    import errno

    where = error.filename or folder
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            why = _("the disk is full")
        case errno.EACCES | errno.EPERM | errno.EROFS:
            why = _("nothing may be written there")
        case errno.ENOTDIR | errno.EEXIST:
            why = _("that is a file, not a folder")
        case _:
            why = error.strerror or str(error)
    return _("{where}: {why}. Nothing is lost; {key} chooses another folder.").format(where=where, why=why, key="d")


def preview_lines(text: str, columns: int) -> Lines:
    """Return a Markdown text as it is read: headings bold, escapes undone, people's text as data."""
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
