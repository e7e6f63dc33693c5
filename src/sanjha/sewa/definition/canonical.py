"""One definition as bytes that are always the same, so that an application can keep the version it began with."""

from __future__ import annotations

import hashlib

import msgspec

from sanjha.sewa.definition.service import ServiceDefinition

# Made here, where one thread imports: while two threads meet a type for the first time, msgspec 0.22 reads what the
# other has only begun to work out, and the process dies.
_READER = msgspec.json.Decoder(ServiceDefinition)


def canonical(definition: ServiceDefinition) -> bytes:
    """The definition as JSON: mappings in order of their keys, every default written out, blocks expanded."""
    return msgspec.json.encode(definition, order="deterministic")


def fingerprint(definition: ServiceDefinition) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical(definition)).hexdigest()


def restore(content: bytes) -> ServiceDefinition:
    """The definition from its canonical bytes. Raises msgspec.ValidationError if they are something else."""
    return _READER.decode(content)
