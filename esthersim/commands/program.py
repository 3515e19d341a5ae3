"""The program and its commands. Built when the language is known, so that help is in it.

Each command is a module of this package: `esthersim follow-up` is `follow_up.py`, which declares its options and
carries it out. It is imported, with all that it needs, when the command is used, so that no command waits for the
imports of another, and `esthersim --help` (0.04 s) for none.
"""

from __future__ import annotations

from importlib import import_module

import click

from esthersim import __version__
from esthersim.commands.declaring import facilitator_option, plain_option, shared_options
from esthersim.commands.home import home
from esthersim.commands.surroundings import Surroundings
from esthersim.commands.usage import Program
from esthersim.language import _


def program() -> click.Group:
    """Return the program with all its commands, worded in the language spoken now."""
    return Program(
        _help_lines(),
        _command,
        callback=_home,
        help=_(
            "A team trains on one patient's way through care: needs, story, simulation, reflection, action plan. "
            "Without a command: the home screen."
        ),
        params=[
            plain_option(),
            facilitator_option(),
            *shared_options(),
            click.Option(
                ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version,
                help=_("Show the version and exit."),
            ),
        ],
    )  # fmt: skip


def _help_lines() -> dict[str, str]:
    """Return a line of help for each command, in the order in which a user needs them."""
    return {
        "run": _("Begin a run on a scenario, named by its id or by a file."),
        "resume": _("Resume a run; without a name, the latest open one."),
        "follow-up": _("List the follow-ups that are due, and answer them."),
        "runs": _("List the saved runs."),
        "report": _("Write a run's report."),
        "check": _("Look for mistakes in scenario files."),
        "explain": _("Explain a kind of problem, with a wrong and a right example."),
        "rehearse": _("Find out what could happen: every possible way, and thousands of random teams."),
        "map": _("Draw the map of a scenario, or the way that a run took."),
        "new": _("Write a new scenario that can be played at once."),
        "preview": _("See the check and the map while you write a scenario, updated at each save."),
        "translate": _("Write or update the file in which a scenario is translated."),
        "library": _("Show what can be trained and with what, or one item in full, to print."),
        "schema": _("Print the JSON Schema of the scenario format, for text editors."),
        "purge": _("Erase runs for good."),
    }


def _command(name: str) -> click.Command:
    declared: click.Command = import_module(f"esthersim.commands.{name.replace('-', '_')}").command()
    return declared


@click.pass_context
def _home(ctx: click.Context, /, address: str | None, plain: bool, debug: bool, facilitator: bool) -> int:
    ctx.obj = Surroundings(address, plain, debug)
    if ctx.invoked_subcommand is not None:
        return 0
    return home(ctx.obj, facilitator=facilitator)


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"esthersim {__version__}")
        ctx.exit()
