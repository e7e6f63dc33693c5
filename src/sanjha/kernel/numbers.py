"""Public numbers without gaps, each closing with a check character."""

import re

from django.db import connection, transaction
from stdnum.iso7064 import mod_37_36

_ALLOT = """
INSERT INTO kernel_allocation AS a (series, last) VALUES (%s, 1)
ON CONFLICT (series) DO UPDATE SET last = a.last + 1 RETURNING last
"""
_NOT_ALPHANUMERIC = re.compile(r"[^0-9A-Z]")


def allot(series: str, *, template: str = "{series}/{number:07d}-{check}") -> str:
    """The next number of a series, for example PB/BNL/REV-INCOME/2026/0000001-K.

    The allocation row stays locked until the transaction ends, so a roll-back gives the number back and
    the series has no gaps. Take it as late in the transaction as possible: others of the series wait.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a number is allotted inside a transaction only")
    with connection.cursor() as cursor:
        cursor.execute(_ALLOT, [series])
        (number,) = cursor.fetchone()
    body = template.partition("{check}")[0].format(series=series, number=number)
    return template.format(series=series, number=number, check=check_character(body))


def check_character(body: str) -> str:
    """The check character over letters and digits of `body` (ISO/IEC 7064, MOD 37,36)."""
    return str(mod_37_36.calc_check_digit(_compact(body)))


def is_valid(number: str) -> bool:
    """Whether the check character fits: catches every single wrong character and nearly all swaps."""
    compact = _compact(number)
    return len(compact) > 1 and bool(mod_37_36.is_valid(compact))


def _compact(number: str) -> str:
    return _NOT_ALPHANUMERIC.sub("", number.upper())
