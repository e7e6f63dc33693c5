"""What no template of any service may hold: the content security policy would stop it, and it hides behaviour in markup."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2]
TEMPLATES = sorted(SOURCE.glob("*/**/templates/**/*.html"))
DJANGO_TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
FORBIDDEN = {
    "inline style": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "event attribute": re.compile(r"\son[a-z]+\s*=|\shx-on", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "another origin": re.compile(
        r"\s(?:src|srcset|action|data-combobox|hx-get|hx-post)\s*=\s*[\"']?(?:https?:)?//", re.IGNORECASE
    ),
    "another origin's style sheet": re.compile(r"<link[^>]*href\s*=\s*[\"']?(?:https?:)?//", re.IGNORECASE),
}


def faults(source):
    """What is forbidden in a template's source; Django's own tags are blanked, what stands between them is read."""
    plain = DJANGO_TAG.sub("x", source)
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(plain)]


def test_there_are_templates_to_look_at():
    assert len(TEMPLATES) > 30


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_template_has_nothing_inline(template):
    assert faults(template.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('<p style="color:red">', ["inline style"]),
        ('<p{% if a %} style="color:red"{% endif %}>', ["inline style"]),
        ("<style>p{}</style>", ["style element"]),
        ("<script>alert(1)</script>", ["inline script"]),
        ('<script type="module">import "x"</script>', ["inline script"]),
        ('<a onclick="go()">', ["event attribute"]),
        ('<a hx-on:click="go()">', ["event attribute"]),
        ('<a href="javascript:go()">', ["script address"]),
        ('<img src="https://elsewhere.example/x.png">', ["another origin"]),
        ('<link rel="stylesheet" href="//elsewhere.example/x.css">', ["another origin's style sheet"]),
        ('<script type="module" src="{% static "ui/app.js" %}"></script>', []),
        ('{% include "x.html" with online="yes" style="calm" %}', []),
        ('<a href="https://digilocker.gov.in/">DigiLocker</a>', []),
    ],
)
def test_the_guard_sees_what_it_should(source, found):
    assert faults(source) == found
