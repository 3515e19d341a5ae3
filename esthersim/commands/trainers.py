"""The commands of those who write scenarios, and what they lead to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from esthersim.commands.declaring import command, flag, form_option, surroundings
from esthersim.language import _


def trainers_commands() -> tuple[click.Command, ...]:
    """Return the commands, worded in the language spoken now."""
    scenario = click.Argument(["scenario"], metavar=_("SCENARIO"))
    output = click.Option(
        ["--output"],
        metavar=_("FILE"),
        type=click.Path(path_type=Path, dir_okay=True),
        help=_("Where to write it; otherwise it is shown."),
    )
    return (
        command("check", _check, _("Look for mistakes in scenario files."),
                click.Argument(["scenarios"], metavar=_("SCENARIO") + "...", nargs=-1, required=True),
                form_option("text", "json", "github"),
                flag("--strict", _("Let a warning be enough for exit code 1."))),
        command("explain", _explain, _("Explain a kind of problem, with a wrong and a right example."),
                click.Argument(["code"], metavar="[{}]".format(_("PROBLEM")), required=False)),
        command("rehearse", _rehearse, _("Find out what could happen: every way there is, and thousands of teams."),
                scenario,
                click.Option(["--teams"], metavar=_("NUMBER"), type=click.IntRange(1, 1_000_000), default=2000,
                             help=_("How many random teams play it (2000).")),
                click.Option(["--seed"], metavar=_("NUMBER"), type=int, default=1,
                             help=_("Where the random choices begin: the same number gives the same teams.")),
                form_option("text", "json")),
        command("map", _map, _("Draw the map of a scenario, or the way that a run took."),
                scenario,
                click.Option(["--view"], type=click.Choice(("rail", "swimlane")), default="rail",
                             metavar="rail|swimlane", help=_("Events from above downwards, or a lane for each role.")),
                form_option("text", "svg", "html", "mermaid", "dot"), output,
                click.Option(["--run"], metavar=_("RUN"), help=_("Show the way that this run took."))),
        command("new", _new, _("Write a new scenario that can be played at once."),
                click.Argument(["id_"], metavar="ID"),
                click.Option(["--title"], metavar=_("TEXT"), help=_("What it is called.")),
                click.Option(["--organisation", "organisations"], metavar=_("NAME"), multiple=True,
                             help=_("A workplace that takes part; may be given several times.")),
                click.Option(["--role", "roles"], metavar=_("TITLE"), multiple=True,
                             help=_("A role beside Esther; may be given several times.")),
                click.Option(["--objective", "objectives"], metavar=_("TEXT"), multiple=True,
                             help=_("What the team trains; two or three.")),
                click.Option(["--event", "events"], metavar=_("TITLE"), multiple=True,
                             help=_("What happens; three, in order.")),
                click.Option(["--fact"], metavar=_("TEXT"), help=_("What must not be lost in the handover.")),
                click.Option(["--in", "scenario_language"], metavar=_("CODE"),
                             help=_("The language that it is written in: sv or en.")),
                click.Option(["--output"], metavar=_("FILE"), type=click.Path(path_type=Path, dir_okay=True),
                             help=_("Where to write it; otherwise ID.yaml in this folder.")),
                flag("--yes", _("Do not ask."))),
        command("preview", _preview, _("See the check and the map beside a scenario's text, anew at each save."),
                scenario, flag("--plain", _("Line by line: for screen readers, plain terminals and scripts."))),
        command("translate", _translate, _("Write or renew the file that a scenario is translated in."),
                scenario,
                click.Option(["--to"], metavar=_("CODE"), required=True, help=_("The language: en, fi, ..."))),
        command("library", _library, _("Show what can be trained and with what, or one thing of it, to print."),
                click.Argument(["name"], metavar="[ID]", required=False),
                form_option("text", "json", "markdown", "html"), output),
        command("schema", _schema, _("Print the JSON Schema of the scenario format, for text editors."), output),
    )  # fmt: skip


def _check(**options: Any) -> int:
    import sys

    from esthersim.authoring.check import check_command
    from esthersim.commands.streams import complain, result

    around = surroundings(options["address"], debug=options["debug"])
    return check_command(
        options["scenarios"],
        around.library,
        options["form"],
        strict=options["strict"],
        colour=sys.stdout.isatty(),
        write=result,
        complain=complain,
    )


def _explain(**options: Any) -> int:
    import sys

    from esthersim.authoring.explain import explain_command
    from esthersim.commands.streams import complain, result

    return explain_command(options["code"], colour=sys.stdout.isatty(), write=result, complain=complain)


def _rehearse(**options: Any) -> int:
    from esthersim.commands.rehearsing import rehearse

    around = surroundings(options["address"], debug=options["debug"])
    return rehearse(around, options["scenario"], options["form"], teams=options["teams"], seed=options["seed"])


def _map(**options: Any) -> int:
    from esthersim.commands.mapping import draw_map

    around = surroundings(options["address"], debug=options["debug"])
    return draw_map(
        around, options["scenario"], options["view"], options["form"], output=options["output"], run=options["run"]
    )


def _new(**options: Any) -> int:
    from esthersim.commands.writing import write_new

    around = surroundings(options["address"], debug=options["debug"])
    given = {
        key: options[key]
        for key in ("title", "organisations", "roles", "objectives", "events", "fact", "scenario_language")
    }
    return write_new(around, options["id_"], given, output=options["output"], ask=not options["yes"])


def _preview(**options: Any) -> int:
    from esthersim.commands.previewing import preview

    around = surroundings(options["address"], plain=options["plain"], debug=options["debug"])
    return preview(around, options["scenario"])


def _translate(**options: Any) -> int:
    from esthersim.commands.translating import translate

    around = surroundings(options["address"], debug=options["debug"])
    return translate(around, options["scenario"], options["to"])


def _schema(**options: Any) -> int:
    from esthersim.commands.writing import write_schema

    return write_schema(options["output"])


def _library(**options: Any) -> int:
    from esthersim.commands.library import show_library

    around = surroundings(options["address"], debug=options["debug"])
    return show_library(around, options["name"], options["form"], options["output"])
