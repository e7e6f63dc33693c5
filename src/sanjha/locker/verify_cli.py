"""`sanjha verify FILE`: the same verification as on the public page, in a terminal, with or without a register."""

import json
from pathlib import Path

import click
from django.core.exceptions import ImproperlyConfigured
from django.db import Error

from sanjha.locker.queries import StoredRegister
from sanjha.locker.signing.keyring import keyring
from sanjha.locker.verification.verdict import NOT_ASKED, Outcome, RegisterState, Verdict
from sanjha.locker.verification.verify import verify_bytes

VALID, NOT_VALID, UNREADABLE = 0, 1, 2


def verify_file(path: Path, as_json: bool) -> int:
    """Print what the file proves. Returns 0 for valid, 2 for unreadable, 1 for everything between."""
    try:
        data = path.read_bytes()
    except OSError as error:
        click.echo(f"sanjha: {path} cannot be read: {error.strerror}", err=True)
        return UNREADABLE
    verdict = _verify(data)
    if as_json:
        click.echo(json.dumps({"file": path.name, **verdict.as_json()}, ensure_ascii=False, indent=2))
    else:
        _print(path, verdict)
    if verdict.outcome is Outcome.UNREADABLE:
        return UNREADABLE
    return VALID if verdict.is_valid else NOT_VALID


def _verify(data: bytes) -> Verdict:
    trust = keyring().trust
    try:
        return verify_bytes(data, trust=trust, register=StoredRegister())
    except (Error, ImproperlyConfigured):
        # No store on this machine, or it is not running: the signature alone still says a lot.
        return verify_bytes(data, trust=trust, register=None)


def _print(path: Path, verdict: Verdict) -> None:
    click.echo(f"{path.name}: {verdict.outcome.value}. {verdict.headline}")
    for finding in verdict.wrong:
        click.echo(f"  wrong   {finding.message}")
    for finding in verdict.proved:
        click.echo(f"  proved  {finding.message}")
    for finding in verdict.notes:
        click.echo(f"  note    {finding.message}")
    if verdict.register is RegisterState.UNREACHABLE and verdict.outcome is not Outcome.UNREADABLE:
        click.echo(f"  note    {NOT_ASKED}")
