"""The services of the house, the highest first: each may use those that stand after it."""

SERVICES = [
    "architecture",
    "sewa",
    "eoffice",
    "locker",
    "registries",
    "exchange",
    "people",
    "offices",
    "places",
    "identity",
]
