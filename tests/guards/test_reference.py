"""What the code declares is documented, and the pages say what the code says."""

import inspect
import re

import pytest

from sanjha.kernel.events import declared_events
from sanjha.project.reference.pages import FOLDER, differing
from sanjha.project.reference.settings import declared_settings
from sanjha.project.variables import OTHER_VARIABLES
from tests.guards.tree import assert_nothing, code_files

_VARIABLE = re.compile(r"[\"'](SANJHA_[A-Z0-9_]+)[\"']")


def unknown_variables(text, known):
    return sorted(set(_VARIABLE.findall(text)) - known)


def test_the_guard_sees_a_page_that_is_out_of_date(tmp_path):
    assert {path.name for path in differing(tmp_path)} == {
        "commands.md",
        "contracts.md",
        "events.md",
        "metrics.md",
        "settings.md",
    }
    for path, text in differing(tmp_path).items():
        path.write_text(text, encoding="utf-8")
    assert differing(tmp_path) == {}
    (tmp_path / "events.md").write_text("old")
    assert [path.name for path in differing(tmp_path)] == ["events.md"]


def test_the_guard_sees_a_variable_without_words():
    assert unknown_variables("os.environ.get('SANJHA_HOME', 'SANJHA_SECRETLY')", {"SANJHA_HOME"}) == [
        "SANJHA_SECRETLY"
    ]


def test_the_pages_say_what_the_code_says():
    """When this fails: python -m sanjha.project.reference."""
    assert_nothing(sorted(path.name for path in differing(FOLDER)))


def test_every_variable_is_documented():
    known = {name for name, _default, _meaning in declared_settings()} | set(OTHER_VARIABLES)
    used = {
        name for path in code_files() for name in unknown_variables(path.read_text(encoding="utf-8"), known)
    }
    assert_nothing(used)


def test_every_setting_names_its_variable_and_its_meaning():
    assert_nothing(
        [name for name, _default, meaning in declared_settings() if not (name.isupper() and meaning)]
    )


def own_words(cls):
    """The class's docstring, without the one that dataclass makes from its fields."""
    return "" if (cls.__doc__ or "").startswith(f"{cls.__name__}(") else inspect.getdoc(cls)


def test_every_event_has_words():
    ours = [known.cls for known in declared_events().values() if ".tests." not in known.cls.__module__]
    assert_nothing([cls.__name__ for cls in ours if not own_words(cls)])


@pytest.mark.parametrize("name", sorted(FOLDER.glob("*.md")), ids=lambda path: path.name)
def test_a_page_has_one_title(name):
    text = re.sub(r"```.*?```", "", name.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert len(re.findall(r"^# ", text, flags=re.MULTILINE)) == 1
