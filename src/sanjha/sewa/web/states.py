"""The tone in which a state of an application is shown; its words say the rest."""

_TONES = {
    "ISSUED": "ok",
    "APPROVED": "ok",
    "REJECTED": "danger",
    "CLOSED": "danger",
    "WITH_CITIZEN": "warn",
    "WITHDRAWN": "quiet",
}


def tone_of(state: str) -> str:
    return _TONES.get(state, "info")
