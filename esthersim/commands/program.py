"""The command line's commands with their options. Built when the language is known, so that help speaks it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from esthersim import __version__
from esthersim.commands.declaring import command, flag, form_option, shared_options, surroundings
from esthersim.commands.surroundings import Surroundings
from esthersim.commands.trainers import trainers_commands
from esthersim.commands.usage import Program
from esthersim.language import _


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
            flag("--plain", _("Line by line: for screen readers, plain terminals and scripts.")),
            flag("--facilitator", _("With --plain: the facilitator alone sees this screen.")),
            *shared_options(),
            click.Option(
                ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version,
                help=_("Show the version and leave."),
            ),
        ],
        options_metavar="[{}]".format(_("OPTIONS")),
        subcommand_metavar="[{}] ...".format(_("COMMAND")),
    )  # fmt: skip
    for each in (*_playing(), *_looking(), *trainers_commands(), *_keeping()):
        group.add_command(each)
    return group


# The commands


def _playing() -> tuple[click.Command, ...]:
    scenario = click.Argument(["scenario"], metavar=_("SCENARIO"))
    run = click.Argument(["run"], metavar="[{}]".format(_("RUN")), required=False)
    scenario_language = click.Option(
        ["--scenario-language"], metavar=_("CODE"), help=_("The language of the scenario, where it is translated.")
    )
    plain = flag("--plain", _("Line by line: for screen readers, plain terminals and scripts."))
    facilitator = flag("--facilitator", _("With --plain: the facilitator alone sees this screen."))
    name = click.Option(["--run", "name"], metavar=_("NAME"), help=_("A name for the new run."))
    new_text = flag("--new-text", _("Play on with the scenario's text as it is in the library now."))
    return (
        command("run", _run, _("Begin a run on a scenario, named by its id or by a file."),
                 scenario, plain, facilitator, scenario_language, name),
        command("resume", _resume, _("Go on with a run; without a name, with the latest that is open."),
                 run, plain, facilitator, scenario_language, new_text),
        command("follow-up", _follow_up, _("List the follow-ups that are due, and answer them."), run),
    )  # fmt: skip


def _looking() -> tuple[click.Command, ...]:
    return (
        command("runs", _runs, _("List the saved runs."), form_option("text", "json")),
        command("report", _report, _("Write a run's report."),
                 click.Argument(["run"], metavar=_("RUN")), form_option("md", "html", "jsonl", "json", "ics"),
                 click.Option(["--output"], metavar=_("FILE"), type=click.Path(path_type=Path, dir_okay=True),
                              help=_("Where to write it; otherwise it is shown."))),
    )  # fmt: skip


def _keeping() -> tuple[click.Command, ...]:
    return (
        command("purge", _purge, _("Erase runs for good."),
                 click.Argument(["runs"], metavar="[{}...]".format(_("RUN")), nargs=-1),
                 click.Option(["--older-than"], metavar=_("DAYS"), type=click.IntRange(0, 36500),
                              help=_("Every run that nothing was written to for so many days.")),
                 flag("--yes", _("Do not ask."))),
    )  # fmt: skip


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"esthersim {__version__}")
        ctx.exit()


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

    around = surroundings(options["address"], plain=options["plain"], debug=options["debug"])
    return begin(
        around,
        options["scenario"],
        language=options["scenario_language"],
        name=options["name"],
        facilitator=options["facilitator"],
    )


def _resume(**options: Any) -> int:
    from esthersim.commands.playing import resume

    around = surroundings(options["address"], plain=options["plain"], debug=options["debug"])
    return resume(
        around,
        options["run"],
        language=options["scenario_language"],
        new_text=options["new_text"],
        facilitator=options["facilitator"],
    )


def _follow_up(**options: Any) -> int:
    from esthersim.commands.following import follow_up

    return follow_up(surroundings(options["address"], debug=options["debug"]), options["run"])


def _runs(**options: Any) -> int:
    from esthersim.commands.runs import list_runs

    return list_runs(surroundings(options["address"], debug=options["debug"]), options["form"])


def _report(**options: Any) -> int:
    from esthersim.commands.reporting import report

    around = surroundings(options["address"], debug=options["debug"])
    return report(around, options["run"], options["form"], options["output"])


def _purge(**options: Any) -> int:
    from esthersim.commands.runs import purge

    around = surroundings(options["address"], debug=options["debug"])
    return purge(around, options["runs"], options["older_than"], yes=options["yes"])
