"""The parts that commands are declared with. Used when the language is known, so that help speaks it."""

from __future__ import annotations

from collections.abc import Callable

import click

from esthersim.commands.surroundings import Surroundings
from esthersim.commands.usage import Command
from esthersim.language import _

Deed = Callable[..., int]


def command(name: str, deed: Deed, help_: str, *params: click.Parameter) -> click.Command:
    """Return a command that also takes what every command takes."""
    return Command(
        name,
        callback=deed,
        help=help_,
        params=[*params, *shared_options()],
        options_metavar="[{}]".format(_("OPTIONS")),
    )


def flag(name: str, help_: str) -> click.Option:
    """Return an option that is there or not."""
    return click.Option([name], is_flag=True, help=help_)


def form_option(*formats: str) -> click.Option:
    """Return `--format`, which reaches the command as `form`; the first format is the one taken unasked."""
    return click.Option(
        ["--format", "form"], type=click.Choice(formats), default=formats[0], metavar="|".join(formats),
        help=_("The form of the result."),
    )  # fmt: skip


def shared_options() -> list[click.Parameter]:
    """Return the options that may stand before a command and after it."""
    return [
        click.Option(
            ["--language"], metavar=_("CODE"), expose_value=False, help=_("The program's language: sv or en.")
        ),
        click.Option(
            ["--store", "address"], metavar=_("ADDRESS"), help=_("The journals: a file, or a database's address.")
        ),
        flag("--debug", _("Show all there is to know about an error.")),
    ]


def surroundings(address: str | None, *, plain: bool = False, debug: bool = False) -> Surroundings:
    """Return the surroundings of a command: what stood before it, and its own options."""
    outer = click.get_current_context().find_object(Surroundings) or Surroundings()
    return outer.with_options(address, plain=plain, debug=debug)
