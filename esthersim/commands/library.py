"""`esthersim library`: what can be trained and with what, or one item in full, to read or to print."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Literal

import click

from esthersim.commands.declaring import declared, form_option, output_option
from esthersim.commands.streams import complain, result, result_as_it_is
from esthersim.commands.surroundings import Surroundings
from esthersim.failure import FINE
from esthersim.language import _, get_language
from esthersim.library.catalogue import Catalogue
from esthersim.reports.catalogue.as_html import html
from esthersim.reports.catalogue.as_json import overview_json, sheet_json
from esthersim.reports.catalogue.as_markdown import markdown
from esthersim.reports.catalogue.as_text import text
from esthersim.reports.catalogue.overview import overview, whole
from esthersim.reports.catalogue.sheets import sheet
from esthersim.reports.writing import put, safe_name

Form = Literal["text", "json", "markdown", "html"]
SUFFIXES = {"text": ".txt", "json": ".json", "markdown": ".md", "html": ".html"}
MADE = "Made by: esthersim library --language {language} --format markdown --output FILE"
"""A remark at the top of the page of the whole library, so that it is not edited by hand."""


def command() -> click.Command:
    """Return the command, worded in the language spoken now."""
    return declared(
        show_library,
        click.Argument(["name"], metavar="[ID]", required=False),
        form_option("text", "json", "markdown", "html"),
        output_option(),
    )


def show_library(around: Surroundings, name: str | None, form: Form, output: Path | None) -> int:
    """Show the library, or the item with an id or `kind/id`; with `output`, write it to a file instead."""
    language = around.settings.scenario_language or get_language()
    catalogue = Catalogue(around.library, language)
    content = _content(catalogue, name, form, to_file=output is not None)
    if output is not None:
        complain(_("It is here: {file}").format(file=_put(content, output, (name or "library") + SUFFIXES[form])))
    elif form == "text":
        result(content.rstrip("\n"))
    else:
        result_as_it_is(content.encode())
    if name is None:
        for broken in catalogue.broken:
            complain(broken)
    return FINE


def _content(catalogue: Catalogue, name: str | None, form: Form, *, to_file: bool) -> str:
    thing = catalogue.find(name) if name else None
    if form == "json":
        return sheet_json(catalogue, *thing) if thing else overview_json(catalogue)
    remark = "" if thing else MADE.format(language=get_language())
    page = sheet(catalogue, *thing) if thing else overview(catalogue) if form == "text" else whole(catalogue)
    match form:
        case "markdown":
            return markdown(page, remark)
        case "html":
            return html(page, catalogue.language)
        case _:
            return text(page, 80 if to_file else shutil.get_terminal_size((80, 24)).columns)


def _put(content: str, output: Path, name: str) -> Path:
    """Write the page; raises `FileError`."""
    return put(content.encode(), output, name, safe_name(name.replace("/", "-")), replace=True, private=False)
