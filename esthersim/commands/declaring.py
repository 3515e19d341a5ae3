"""The parts from which commands are declared. Built when the language is known, so that help is in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Concatenate, TypeAlias

import click

from esthersim.commands.surroundings import Surroundings
from esthersim.commands.usage import Command
from esthersim.failure import UsedWrongly
from esthersim.language import _
from esthersim.seats.addresses import is_of_this_computer
from esthersim.seats.wish import SeatsWish

Function: TypeAlias = Callable[Concatenate[Surroundings, ...], int]
"""Carries out a command: takes the surroundings, then each parameter by name, and returns an exit code."""


def declared(function: Function, *params: click.Parameter) -> click.Command:
    """Return the command that a function carries out, with the options that every command has."""

    @wraps(function)
    def carry_out(address: str | None, debug: bool, plain: bool = False, **given: object) -> int:
        outer = click.get_current_context().find_object(Surroundings) or Surroundings()
        return function(outer.with_options(address, plain=plain, debug=debug), **given)

    return Command(
        None,
        callback=carry_out,
        params=[*params, *shared_options()],
        options_metavar="[{}]".format(_("OPTIONS")),
    )


def flag(name: str, help_: str) -> click.Option:
    """Return an option without a value."""
    return click.Option([name], is_flag=True, help=help_)


def plain_option() -> click.Option:
    """Return `--plain`, which is kept in the surroundings."""
    return flag("--plain", _("Line by line: for screen readers, plain terminals and scripts."))


def facilitator_option() -> click.Option:
    """Return `--facilitator`."""
    return flag("--facilitator", _("With --plain: the facilitator alone sees this screen."))


def seats_options() -> list[click.Parameter]:
    """Return `--seats` and what belongs to it; `seats_wish` makes one value of them."""
    return [
        flag("--seats", _("Let telephones join: serve a page for each seat, in this room's network.")),
        click.Option(["--bind"], metavar=_("ADDRESS"), help=_("With --seats: the address of this computer to use.")),
        click.Option(["--port"], type=click.IntRange(1, 65535), metavar=_("PORT"), help=_("With --seats: the port.")),
        click.Option(["--public-url"], metavar=_("ADDRESS"), help=_("With --seats: what people type, behind a proxy.")),
    ]


def seats_wish(*, seats: bool, bind: str | None, port: int | None, public_url: str | None) -> SeatsWish | None:
    """Return how the pages of the seats are wanted from the start, or `None` where they are not.

    Raises `UsedWrongly` for what cannot be served.
    """
    if not seats:
        if bind or port or public_url:
            raise UsedWrongly(_("'--bind', '--port' and '--public-url' belong to '--seats'"))
        return None
    if bind is not None and not is_of_this_computer(bind):
        raise UsedWrongly(_("'{address}' is no address of this computer").format(address=bind))
    if public_url is not None and not re.fullmatch(r"https?://[^\s/?#]+", public_url):
        raise UsedWrongly(_("'{address}' is no address such as https://training.example").format(address=public_url))
    return SeatsWish(bind, port, public_url or "")


def scenario_argument() -> click.Argument:
    """Return the argument for a scenario, by id or path."""
    return click.Argument(["scenario"], metavar=_("SCENARIO"))


def run_argument(*, required: bool = True) -> click.Argument:
    """Return the argument for a run, by its name."""
    name = _("RUN")
    return click.Argument(["run"], metavar=name if required else f"[{name}]", required=required)


def scenario_language_option() -> click.Option:
    """Return `--scenario-language`."""
    return click.Option(
        ["--scenario-language"], metavar=_("CODE"), help=_("The language of the scenario, where it is translated.")
    )


def form_option(*formats: str) -> click.Option:
    """Return `--format`, passed to the command as `form`; the first format is the default."""
    return click.Option(
        ["--format", "form"], type=click.Choice(formats), default=formats[0], metavar="|".join(formats),
        help=_("The format of the result."),
    )  # fmt: skip


def output_option(help_: str = "") -> click.Option:
    """Return `--output`, a file or a folder."""
    return click.Option(
        ["--output"], metavar=_("FILE"), type=click.Path(path_type=Path, dir_okay=True),
        help=help_ or _("Where to write the result; if left out, it is shown."),
    )  # fmt: skip


def shared_options() -> list[click.Parameter]:
    """Return the options that may be given before or after a command."""
    return [
        click.Option(
            ["--language"], metavar=_("CODE"), expose_value=False, help=_("The program's language: sv or en.")
        ),
        click.Option(
            ["--store", "address"], metavar=_("ADDRESS"), help=_("The journals: a file, or a database's address.")
        ),
        flag("--debug", _("Show everything that is known about an error.")),
    ]
