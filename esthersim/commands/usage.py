"""Click in the interface's language: usage, headings, and what is wrong with a command line.

The suggestions of what may have been meant (9 ms) are imported when something was typed wrongly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click

from esthersim.commands.streams import complain
from esthersim.failure import USED_WRONGLY
from esthersim.language import _, available_languages


class Command(click.Command):
    """A command whose help and errors are in the interface's language."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=_("Usage") + ": ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = (each for each in self.get_params(ctx) if isinstance(each, click.Option))
        records = [record for each in options if (record := each.get_help_record(ctx))]
        if records:
            with formatter.section(_("Options")):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return `--help`, described in this language."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("Show this help and exit.")
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; report in this language if there are too many."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            if type(error) is not click.UsageError:
                raise
            message = _("'{command}' does not take that many arguments").format(command=ctx.info_name)
            raise click.UsageError(message, ctx) from error


class Program(Command, click.Group):
    """The program: a line of help for each command, which is loaded when it is needed."""

    def __init__(self, help_lines: Mapping[str, str], load: Callable[[str], click.Command], **options: Any) -> None:
        super().__init__(
            "esthersim",
            invoke_without_command=True,
            options_metavar="[{}]".format(_("OPTIONS")),
            subcommand_metavar="[{}] ...".format(_("COMMAND")),
            **options,
        )
        self._help_lines = help_lines
        self._load = load

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as click calls it
        """Load and return a command."""
        if cmd_name not in self._help_lines:
            return None
        command = self._load(cmd_name)
        command.name, command.help = cmd_name, self._help_lines[cmd_name]
        return command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        Command.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, each with its line of help."""
        short = {
            name: Command(name, help=line).get_short_help_str(limit=100) for name, line in self._help_lines.items()
        }
        with formatter.section(_("Commands")):
            formatter.write_dl(list(short.items()))

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the commands in the order in which a user needs them."""
        return list(self._help_lines)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options before the command."""
        return click.Group.parse_args(self, ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for an unknown one, suggest what may have been meant."""
        if args[0] not in self._help_lines:
            from esthersim.authored.problems import did_you_mean

            what = _("there is no command '{name}'").format(name=args[0])
            raise click.UsageError(what + did_you_mean(args[0], self._help_lines), ctx)
        return super().resolve_command(ctx, args)


def carry_out(program: click.Command, arguments: list[str], unknown_language: str | None = None) -> int:
    """Carry out a command line; what is wrong with it goes to stderr, with the command that shows help."""
    if unknown_language is not None:
        what = _("the program does not have the language '{code}'; choose one of {codes}")
        complain(f"esthersim: {what.format(code=unknown_language, codes=', '.join(available_languages()))}")
        return USED_WRONGLY
    try:
        code = program.main(arguments, prog_name="esthersim", standalone_mode=False)
    except click.UsageError as error:
        complain(f"esthersim: {complaint(error)}")
        path = error.ctx.command_path if error.ctx else "esthersim"
        complain(_("'{command} --help' shows how it is used.").format(command=path))
        return USED_WRONGLY
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.Abort as error:
        raise KeyboardInterrupt from error
    return code if isinstance(code, int) else 0


def complaint(error: click.UsageError) -> str:
    """Return what is wrong with a command line, in the interface's language."""
    from esthersim.authored.problems import did_you_mean, listed

    match error:
        case click.NoSuchOption():
            what = _("there is no option '{name}'").format(name=error.option_name)
            return what + did_you_mean(error.option_name, error.possibilities or ())
        case click.BadOptionUsage():
            return _("the option '{name}' needs a value after it, or is in the wrong place").format(
                name=error.option_name
            )
        case click.MissingParameter():
            param, ctx = error.param, error.ctx
            if isinstance(param, click.Option):
                return _("{name} is missing").format(name=param.opts[0])
            name = param.make_metavar(ctx=ctx) if param and ctx else ""
            return _("{name} is missing").format(name=name.strip("[]."))
        case click.BadParameter() if error.param is not None:
            name = (error.param.opts or [""])[0] if error.param.param_type_name == "option" else error.param.name or ""
            if isinstance(error.param.type, click.Choice):
                choices = listed(map(str, error.param.type.choices))
                return _("'{name}' takes one of {choices}").format(name=name, choices=choices)
            if isinstance(error.param.type, click.IntRange) and error.param.type.max is not None:
                message = _("'{name}' takes a whole number from {least} to {most}")
                return message.format(name=name, least=error.param.type.min, most=error.param.type.max)
            if isinstance(error.param.type, click.types.IntParamType):
                return _("'{name}' must be a whole number").format(name=name)
            return f"{name}: {error.message}"
        case _:
            return error.message
