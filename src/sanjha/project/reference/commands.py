"""The page of commands."""

import importlib
from collections.abc import Iterator

import click

from sanjha.project.cli import COMMANDS


def commands() -> Iterator[str]:
    """The help of every command."""
    yield "# Commands\n"
    yield "Each answers `--help`; one that fails ends with one clear line and a status that is not zero.\n"
    for name, (module, _what) in COMMANDS.items():
        yield from _help(
            importlib.import_module(f"sanjha.project.commands.{module}").command, f"sanjha {name}"
        )


def _help(command: click.Command, path: str) -> Iterator[str]:
    yield f"## {path}\n"
    with click.Context(command, info_name=path, terminal_width=100) as context:
        yield f"```text\n{command.get_help(context)}\n```\n"
        if isinstance(command, click.Group):
            for inner in command.list_commands(context):
                found = command.get_command(context, inner)
                if found:
                    yield from _help(found, f"{path} {inner}")
