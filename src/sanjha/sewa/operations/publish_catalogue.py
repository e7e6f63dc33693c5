"""Publish every definition of a catalogue folder."""

from pathlib import Path

from sanjha.kernel.actors import Actor
from sanjha.sewa.definition.catalogue import load_catalogue
from sanjha.sewa.models import ServiceVersion
from sanjha.sewa.operations.publish_definition import publish_definition


def publish_catalogue(*, folder: Path, actor: Actor) -> list[ServiceVersion]:
    """Read and publish all definitions; those published before stay as they are.

    Raises DefinitionError before anything is published when a definition does not hold.
    """
    definitions = load_catalogue(folder)
    return [
        publish_definition(definition=definition, actor=actor)
        for _code, definition in sorted(definitions.items())
    ]
