"""The command line's commands with their options. Built when the language is known, so that help speaks it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from esthersim import __version__
from esthersim.commands.surroundings import Surroundings
from esthersim.commands.usage import Command, Program
from esthersim.language import _

Deed = Callable[..., int]


def program() -> click.Group:
    """Return the program with all its commands, worded in the language spoken now."""
    group = Program(
        "esthersim",
        callback=_home,
        invoke_without_command=True,
        help=_(
            "A team trains on one patient's way through care: needs, story, simulation, reflection, action plan. "
            "Without a command: the home screen."
        ),
        params=[
            _flag("--plain", _("Line by line: for screen readers, plain terminals and scripts.")),
            _flag("--facilitator", _("With --plain: the facilitator alone sees this screen.")),
            *_shared(),
            click.Option(
                ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version,
                help=_("Show the version and leave."),
            ),
        ],
        options_metavar="[{}]".format(_("OPTIONS")),
        subcommand_metavar="[{}] ...".format(_("COMMAND")),
    )  # fmt: skip
    for command in (*_playing(), *_looking(), *_keeping()):
        group.add_command(command)
    return group


# The commands


def _playing() -> tuple[click.Command, ...]:
    scenario = click.Argument(["scenario"], metavar=_("SCENARIO"))
    run = click.Argument(["run"], metavar="[{}]".format(_("RUN")), required=False)
    scenario_language = click.Option(
        ["--scenario-language"], metavar=_("CODE"), help=_("The language of the scenario, where it is translated.")
    )
    plain = _flag("--plain", _("Line by line: for screen readers, plain terminals and scripts."))
    facilitator = _flag("--facilitator", _("With --plain: the facilitator alone sees this screen."))
    name = click.Option(["--run", "name"], metavar=_("NAME"), help=_("A name for the new run."))
    new_text = _flag("--new-text", _("Play on with the scenario's text as it is in the library now."))
    return (
        _command("run", _run, _("Begin a run on a scenario, named by its id or by a file."),
                 scenario, plain, facilitator, scenario_language, name),
        _command("resume", _resume, _("Go on with a run; without a name, with the latest that is open."),
                 run, plain, facilitator, scenario_language, new_text),
        _command("follow-up", _follow_up, _("List the follow-ups that are due, and answer them."), run),
    )  # fmt: skip


def _looking() -> tuple[click.Command, ...]:
    return (
        _command("runs", _runs, _("List the saved runs."), _format("text", "json")),
        _command("report", _report, _("Write a run's report."),
                 click.Argument(["run"], metavar=_("RUN")), _format("md", "html", "jsonl", "json", "ics"),
                 click.Option(["--output"], metavar=_("FILE"), type=click.Path(path_type=Path, dir_okay=True),
                              help=_("Where to write it; otherwise it is shown."))),
        _command("check", _check, _("Look for mistakes in scenario files."),
                 click.Argument(["scenarios"], metavar=_("SCENARIO") + "...", nargs=-1, required=True),
                 _format("text", "json", "github"),
                 _flag("--strict", _("Let a warning be enough for exit code 1."))),
    )  # fmt: skip


def _keeping() -> tuple[click.Command, ...]:
    return (
        _command("purge", _purge, _("Erase runs for good."),
                 click.Argument(["runs"], metavar="[{}...]".format(_("RUN")), nargs=-1),
                 click.Option(["--older-than"], metavar=_("DAYS"), type=click.IntRange(0, 36500),
                              help=_("Every run that nothing was written to for so many days.")),
                 _flag("--yes", _("Do not ask."))),
    )  # fmt: skip


# Their parts


def _command(name: str, deed: Deed, help_: str, *params: click.Parameter) -> click.Command:
    """Return a command that also takes what every command takes."""
    return Command(
        name, callback=deed, help=help_, params=[*params, *_shared()], options_metavar="[{}]".format(_("OPTIONS"))
    )


def _flag(name: str, help_: str) -> click.Option:
    return click.Option([name], is_flag=True, help=help_)


def _format(*formats: str) -> click.Option:
    return click.Option(
        ["--format", "form"], type=click.Choice(formats), default=formats[0], metavar="|".join(formats),
        help=_("The form of the result."),
    )  # fmt: skip


def _shared() -> list[click.Parameter]:
    """Return the options that may stand before a command and after it."""
    return [
        click.Option(
            ["--language"], metavar=_("CODE"), expose_value=False, help=_("The program's language: sv or en.")
        ),
        click.Option(
            ["--store", "address"], metavar=_("ADDRESS"), help=_("The journals: a file, or a database's address.")
        ),
        _flag("--debug", _("Show all there is to know about an error.")),
    ]


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"esthersim {__version__}")
        ctx.exit()


def _around(address: str | None, *, plain: bool = False, debug: bool = False) -> Surroundings:
    """Return the surroundings of a command: what stood before it, and its own options."""
    outer = click.get_current_context().find_object(Surroundings) or Surroundings()
    return outer.with_options(address, plain=plain, debug=debug)


# What they lead to


@click.pass_context
def _home(ctx: click.Context, /, **options: Any) -> int:
    around = Surroundings(options["address"], options["plain"], options["debug"])
    ctx.obj = around
    if ctx.invoked_subcommand is not None:
        return 0
    from esthersim.commands.playing import home

    return home(around, facilitator=options["facilitator"])


def _run(**options: Any) -> int:
    from esthersim.commands.playing import begin

    around = _around(options["address"], plain=options["plain"], debug=options["debug"])
    return begin(
        around,
        options["scenario"],
        language=options["scenario_language"],
        name=options["name"],
        facilitator=options["facilitator"],
    )


def _resume(**options: Any) -> int:
    from esthersim.commands.playing import resume

    around = _around(options["address"], plain=options["plain"], debug=options["debug"])
    return resume(
        around,
        options["run"],
        language=options["scenario_language"],
        new_text=options["new_text"],
        facilitator=options["facilitator"],
    )


def _follow_up(**options: Any) -> int:
    from esthersim.commands.following import follow_up

    return follow_up(_around(options["address"], debug=options["debug"]), options["run"])


def _runs(**options: Any) -> int:
    from esthersim.commands.runs import list_runs

    return list_runs(_around(options["address"], debug=options["debug"]), options["form"])


def _report(**options: Any) -> int:
    from esthersim.commands.reporting import report

    around = _around(options["address"], debug=options["debug"])
    return report(around, options["run"], options["form"], options["output"])


def _check(**options: Any) -> int:
    import sys

    from esthersim.authoring.check import check_command
    from esthersim.commands.streams import complain, result

    around = _around(options["address"], debug=options["debug"])
    return check_command(
        options["scenarios"],
        around.library,
        options["form"],
        strict=options["strict"],
        colour=sys.stdout.isatty(),
        write=result,
        complain=complain,
    )


def _purge(**options: Any) -> int:
    from esthersim.commands.runs import purge

    around = _around(options["address"], debug=options["debug"])
    return purge(around, options["runs"], options["older_than"], yes=options["yes"])
