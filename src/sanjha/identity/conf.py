"""Settings of identity, read once from the environment."""

import os
from dataclasses import dataclass, field


def _words(name: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in os.environ.get(name, "").split(",") if "=" in pair)
    return {key.strip(): value.strip() for key, _sign, value in pairs}


@dataclass(frozen=True)
class SmsSettings:
    """How messages reach phones. Without a URL only the demonstration's phones exist."""

    url: str = field(default_factory=lambda: os.environ.get("SANJHA_SMS_URL", ""))
    """SANJHA_SMS_URL: where the gateway takes messages (POST, JSON)."""

    key: str = field(default_factory=lambda: os.environ.get("SANJHA_SMS_KEY", ""), repr=False)
    """SANJHA_SMS_KEY: the bearer key of our account at the gateway."""

    sender: str = field(default_factory=lambda: os.environ.get("SANJHA_SMS_SENDER", ""))
    """SANJHA_SMS_SENDER: the six letters of the registered header."""

    entity: str = field(default_factory=lambda: os.environ.get("SANJHA_SMS_ENTITY", ""))
    """SANJHA_SMS_ENTITY: the principal entity's id on the operators' ledger (DLT)."""

    templates: dict[str, str] = field(default_factory=lambda: _words("SANJHA_SMS_TEMPLATES"))
    """SANJHA_SMS_TEMPLATES: the ledger's id of each text, for example SIGN_IN_CODE.pa=1107...,SIGN_IN_CODE.en=1108..."""

    seconds: float = field(default_factory=lambda: float(os.environ.get("SANJHA_SMS_SECONDS", "10")))
    """SANJHA_SMS_SECONDS: how long the gateway may take to answer."""


@dataclass(frozen=True)
class NetworkSettings:
    proxies: int = field(default_factory=lambda: int(os.environ.get("SANJHA_PROXIES", "0")))
    """SANJHA_PROXIES: how many proxies of our own stand in front, each adding to X-Forwarded-For."""


sms = SmsSettings()
network = NetworkSettings()
