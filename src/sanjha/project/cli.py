"""The `sanjha` command: one small command for every verb, each loaded only when it is called."""

import atexit
import importlib
import os
import shutil
import sys
import tempfile

import click
import django

import sanjha
from sanjha.project.failure import Failure

# Name -> (module, what it does). Loaded when called, so that `--help` is quick and needs no store.
COMMANDS = {
    "demo": ("demo", "Bring up Sanjha with a small Punjab in it."),
    "up": ("up", "Bring up services that run apart, on this machine."),
    "serve": ("serve", "Serve the pages and the API."),
    "worker": ("worker", "Run background jobs and deliver events."),
    "migrate": ("migrate", "Bring the store's tables up to date."),
    "load": ("load", "Load reference data: places, holidays, the catalogue, the demonstration."),
    "export": ("export", "Take a closed file out as a signed package."),
    "import": ("import_", "Take in a package of another house, read only."),
    "story": ("story", "Walk one service from counter to locker through HTTP and keep what it leaves."),
    "verify": ("verify", "Verify a document file."),
    "verify-note": ("verify_note", "Verify the proof of a printed note."),
    "audit": ("audit", "Verify the audit trail, close a day."),
    "check": ("check", "Check service definitions, contracts and settings."),
    "contracts": ("contracts", "Compare contracts and events with what was published."),
    "bench": ("bench", "Measure against a limit taken in the same run."),
    "architecture": ("architecture", "Export the enterprise architecture as it runs."),
    "peer": ("peer", "Print what other units must know of this one."),
    "pki": ("pki", "Make and list certificates for signing documents."),
}
# These run with one-click sign-in and the phone inbox, whatever the environment says of it.
DEMONSTRATIONS = {"demo", "up", "story", "bench"}
# These only start others, and are up in a moment.
WITHOUT_DJANGO = {"demo", "up"}


class LazyCommands(click.Group):
    """Finds a command's module by its name."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        if name in DEMONSTRATIONS:
            os.environ.setdefault("SANJHA_DEMO", "1")
        if name == "bench":
            _work_in_a_store_to_throw_away()
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanjha.project.settings")
        if name not in WITHOUT_DJANGO:
            django.setup()
        module = importlib.import_module(f"sanjha.project.commands.{COMMANDS[name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, what) for name, (_module, what) in COMMANDS.items()])


def _work_in_a_store_to_throw_away() -> None:
    """A measurement makes thousands of rows; they have no business among those of the installation."""
    home = tempfile.mkdtemp(prefix="sanjha-bench-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ["SANJHA_HOME"] = home
    os.environ["SANJHA_LOG"] = "WARNING"
    os.environ.pop("DATABASE_URL", None)


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(sanjha.__version__, prog_name="sanjha")
def group() -> None:
    """Sanjha: one desk for every office, one counter for every citizen, one locker for every document.

    Example: sanjha demo --port 8000
    """


def main() -> None:
    """Run a command; whatever goes wrong ends in one clear line and a status that is not zero."""
    try:
        group.main(standalone_mode=False)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.Abort:
        _fail("stopped", 130)
    except KeyboardInterrupt:
        _fail("stopped", 130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except Failure as error:
        _fail(str(error), 1)
    except Exception as error:
        if os.environ.get("SANJHA_TRACEBACK"):
            raise
        _fail(f"{str(error) or type(error).__name__} (SANJHA_TRACEBACK=1 shows where)", 1)


def _fail(message: str, status: int) -> None:
    click.echo(f"sanjha: {' '.join(message.split())}", err=True)
    sys.exit(status)
