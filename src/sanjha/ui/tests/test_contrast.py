"""Every pair of ink and paper in the tokens can be read: WCAG 2.2, success criteria 1.4.3 and 1.4.11."""

import re
from pathlib import Path

import pytest

STYLES = Path(__file__).parents[1] / "static" / "ui"
TOKENS = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", (STYLES / "tokens.css").read_text()))

TEXT = [
    *[
        ("ink", paper)
        for paper in ("paper", "page", "brand-50", "brand-100", "quiet-paper", "ok-paper", "warn-paper")
    ],
    *[("ink", paper) for paper in ("danger-paper", "info-paper", "note-paper")],
    *[("ink-2", paper) for paper in ("paper", "page", "brand-50", "brand-100", "quiet-paper")],
    *[("on-brand", paper) for paper in ("brand-600", "brand-700", "brand-800", "brand-900", "ok", "danger")],
    *[("on-brand-2", paper) for paper in ("brand-700", "brand-800", "brand-900")],
    *[
        (tone, paper)
        for tone in ("ok", "warn", "danger", "info", "quiet")
        for paper in (f"{tone}-paper", "paper")
    ],
    *[("brand-700", paper) for paper in ("paper", "page", "brand-50", "brand-100")],
    *[("brand-900", paper) for paper in ("paper", "page", "brand-50")],
    ("note-ink", "note-paper"),
    ("flag-ink", "flag-paper"),
]
EDGES = [
    ("line-strong", "paper"),
    ("focus-ring", "paper"),
    ("focus", "brand-900"),
    ("brand-700", "page"),
    ("ok", "paper"),
]


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("ink", "paper"), TEXT)
def test_text_is_at_least_four_and_a_half_to_one(ink, paper):
    assert contrast(TOKENS[ink], TOKENS[paper]) >= 4.5


@pytest.mark.parametrize(("edge", "paper"), EDGES)
def test_edges_of_controls_are_at_least_three_to_one(edge, paper):
    assert contrast(TOKENS[edge], TOKENS[paper]) >= 3


def test_no_colour_of_a_token_is_left_unmeasured():
    measured = {name for pair in (*TEXT, *EDGES) for name in pair}
    assert set(TOKENS) - measured <= {"line", "note-line", "flag-line"}


def test_style_sheets_use_only_tokens_that_exist():
    for sheet in STYLES.glob("*.css"):
        source = sheet.read_text()
        known = set(re.findall(r"(--[a-z0-9-]+)\s*:", source)) | set(
            re.findall(r"(--[a-z0-9-]+)\s*:", (STYLES / "tokens.css").read_text())
        )
        assert set(re.findall(r"var\((--[a-z0-9-]+)", source)) <= known, sheet.name
