"""The repository holds nothing of the machine or the circumstances in which it was written."""

import pytest

from tests.guards import hygiene
from tests.guards.tree import assert_nothing, named, versioned_files

_BINARY = {".woff2", ".ttf", ".png", ".jpg", ".jpeg", ".pdf", ".ico", ".webp", ".gz", ".zip", ".mo"}


@pytest.mark.parametrize(
    "bad",
    [
        "see /wo" + "rk/main/src",
        'open("/ro' + 'ot/x")',
        "/ho" + "me/anna/sanjha",
        "from https://py" + "pi.org/simple",
        "files.python" + "hosted.org",
        "as iss" + "ue #12 says",
        "# TO" + "DO later",
        "written by Chat" + "GPT",
    ],
)
def test_the_guard_sees_what_does_not_belong(bad):
    assert len(list(hygiene.strangers(f"fine\n{bad}"))) == 1


@pytest.mark.parametrize(
    "good",
    [
        "/my/readings/",
        "color: #123",
        "&#39;",
        "entry #3 is missing",
        "issued on 3",
        "/var/lib/sanjha",
        "kernel #",
        "#10 a",
    ],
)
def test_the_guard_lets_other_text_pass(good):
    assert list(hygiene.strangers(good)) == []


def test_nothing_in_the_repository_does_not_belong():
    texts = (
        (path, path.read_text(encoding="utf-8", errors="replace"))
        for path in versioned_files()
        if path.suffix not in _BINARY
    )
    assert_nothing([f"{named(path)} {fault}" for path, text in texts for fault in hygiene.strangers(text)])
