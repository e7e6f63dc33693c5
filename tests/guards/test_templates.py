"""Pages hold nothing inline, load nothing from elsewhere, and name only files that exist."""

import posixpath

import pytest
from django.contrib.staticfiles import finders

from tests.guards import templates
from tests.guards.tree import assert_nothing, files_of, named


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        "<script type=module>\nx()</script>",
        "<p><style>p {}</style>",
        '<p class="a" style="color: red">',
        '<button onclick="go()">',
        '<form {% if x %}class="y"{% endif %} onsubmit="go()">',
        "<a href='javascript:go()'>",
        '<div hx-on:click="go()">',
    ],
)
def test_the_guard_sees_inline_code(bad):
    assert len(list(templates.inline_code(f"<p>\n{bad}"))) == 1


@pytest.mark.parametrize(
    "good",
    [
        '<script type="module" src="{% static "ui/app.js" %}"></script>',
        '<script type="application/json" id="x">{}</script>',
        "{# <script>x</script> #}<!-- <style> -->",
        "<option {% if a > b %}selected{% endif %}>",
        "<p>The style = plain; once=yes</p>",
    ],
)
def test_the_guard_lets_clean_templates_pass(good):
    assert list(templates.inline_code(good)) == []


@pytest.mark.parametrize(
    "bad",
    [
        '<img src="https://example.org/a.png">',
        "<link href='//cdn.example.org/a.css'>",
        '<form action="http://example.org/">',
        "a { background: url(https://example.org/a.png) }",
        '@import "https://example.org/a.css";',
        'import { x } from "https://example.org/a.js"',
        'fetch("https://example.org/")',
    ],
)
def test_the_guard_sees_other_origins(bad):
    assert len(list(templates.external_origins(bad))) >= 1


def test_the_guard_sees_files_that_are_missing():
    assert templates.missing_static(
        '{% static "a.css" %}{% static "b.css" %}', lambda name: name == "a.css"
    ) == ["b.css"]
    assert templates.files_beside("src: url('fonts/a.woff2'), url(data:x)", ".css") == ["fonts/a.woff2"]
    module = 'import { a } from "./a.js";\nconst b = await import("../b.js");\nexport * from "./c.js";'
    assert templates.files_beside(module, ".js") == ["./a.js", "../b.js", "./c.js"]


def test_no_template_holds_inline_code():
    pages = ((path, path.read_text(encoding="utf-8")) for path in files_of(".html"))
    assert_nothing(
        [f"{named(path)} {fault}" for path, text in pages for fault in templates.inline_code(text)]
    )


def test_nothing_comes_from_another_origin():
    sources = ((path, path.read_text(encoding="utf-8")) for path in files_of(".html", ".css", ".js", ".svg"))
    assert_nothing(
        f"{named(path)} {fault}" for path, text in sources for fault in templates.external_origins(text)
    )


def test_every_static_file_of_a_template_exists():
    pages = ((path, path.read_text(encoding="utf-8")) for path in files_of(".html"))
    missing = [
        f"{named(path)}: {name}"
        for path, text in pages
        for name in templates.missing_static(text, lambda name: finders.find(name) is not None)
    ]
    assert_nothing(missing)


def test_every_file_that_a_style_sheet_or_module_names_exists():
    missing = [
        f"{named(path)}: {name}"
        for path in files_of(".css", ".js")
        for name in templates.files_beside(path.read_text(encoding="utf-8"), path.suffix)
        if not _is_there(path, name.partition("#")[0].partition("?")[0])
    ]
    assert_nothing(missing)


def _is_there(path, name):
    """Beside the file, or in the static files of a library, which come to stand beside ours when they are collected."""
    address = posixpath.normpath(f"{path.parent.as_posix().rpartition('/static/')[2]}/{name}")
    return (path.parent / name).exists() or finders.find(address) is not None
