"""What has no business in a repository: paths of one machine, hosts of registries, numbers of tickets, the making of it."""

import re
from collections.abc import Iterator

# Put together from parts, so that this file does not catch itself.
_PATTERNS = {
    "path of a machine": re.compile(r"(?<![\w.$}-])/(?:" + "|".join(["work/(?:main|shared)", "ro" + "ot/", "tm" + r"p/(?!sanjha\b)build", r"home/\w+/", "Users/"]) + ")"),
    "host of a registry": re.compile(
        r"\b(?:" + "|".join([r"py" + r"pi\.org", r"python" + r"hosted\.org", r"npm" + r"js\.(?:org|com)", r"deb\.de" + r"bian\.org", r"unp" + r"kg\.com", r"jsde" + r"livr\.net"]) + r")\b"
    ),
    "number of a ticket": re.compile(
        r"\b(?:" + "|".join(["iss" + "ues?", "tic" + "kets?", "fix" + "es", "clos" + "es", "refs?", "see"]) + r")\s*#\s?\d+|\(#\d+\)",
        re.IGNORECASE,
    ),
    "the making of it": re.compile(r"\b(?:" + "|".join(["chat" + "gpt", "clau" + "de", "open" + "ai", "anth" + "ropic", "language " + "model", "AI" + "-generated", "system " + "prompt"]) + r")\b", re.IGNORECASE),
    "work left undone": re.compile(r"\b(?:TO" + "DO|FIX" + "ME|XX" + r"X)\b"),
}  # fmt: skip


def strangers(text: str) -> Iterator[str]:
    """What the text should not hold, with its line."""
    for number, line in enumerate(text.splitlines(), start=1):
        for what, pattern in _PATTERNS.items():
            if found := pattern.search(line):
                yield f"line {number}: {what}: {found[0]}"
