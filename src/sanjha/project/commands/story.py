"""sanjha story NAME."""

import json
import tempfile
from pathlib import Path

import click

from sanjha.project.failure import Failure
from sanjha.project.story import income_certificate
from sanjha.project.story.authority import share_authority
from sanjha.project.story.browser import StoryBroken
from sanjha.project.story.server import own_server
from sanjha.project.story.story import Story

STORIES = {"income-certificate": income_certificate.tell}


@click.command()
@click.argument("name", type=click.Choice(sorted(STORIES)))
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for what the story leaves.",
)
@click.option(
    "--language",
    type=click.Choice(["en", "pa", "hi"]),
    default="en",
    show_default=True,
    help="Language of the pages.",
)
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the server's store, keys and logs there; thrown away when left out.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a line for each step.")
def command(name: str, out: Path, language: str, home: Path | None, as_json: bool) -> None:
    """Start a server with a store of its own, walk the whole story through HTTP, and keep what it leaves.

    Exit status 0 only if every step held.

    Example: sanjha story income-certificate --out story
    """
    out.mkdir(parents=True, exist_ok=True)

    def say(words: str, seconds: float) -> None:
        if not as_json:
            click.echo(f"{words:<66} {seconds * 1000:>7.0f} ms")

    with tempfile.TemporaryDirectory(prefix="sanjha-story-") as thrown_away:
        try:
            house = home or Path(thrown_away)
            share_authority(house)
            with own_server(house) as base:
                story = Story(base=base, out=out, say=say, language=language)
                STORIES[name](story)
        except StoryBroken as error:
            raise Failure(f"The story broke: {error}") from error
    told = {"story": name, "held": True, "steps": story.steps, **story.facts}
    (out / "story.json").write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else f"Everything held. Kept in {out}")
