"""The income certificate of the catalogue, and variants of it."""

from functools import cache
from pathlib import Path

import msgspec

from sanjha.kernel.conf import conf
from sanjha.sewa.definition.catalogue import load_definition


@cache
def income_definition():
    return load_definition(Path(conf.catalogue) / "revenue" / "income-certificate" / "service.yaml")


def income_with(**changes):
    """The income certificate with other parts."""
    return msgspec.structs.replace(income_definition(), **changes)
