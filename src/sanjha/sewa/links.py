"""Addresses that are printed and sent."""

from urllib.parse import urlencode

from sanjha.kernel.conf import conf


def track_url(number: str) -> str:
    """Where anybody sees how an application stands."""
    return f"{conf.public_url.rstrip('/')}/track/?{urlencode({'number': number})}"
