"""Templates, styles and scripts: nothing inline, nothing from elsewhere, nothing that is not there."""

import re
from collections.abc import Callable, Iterator

_COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)
_INLINE = {
    "inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*\btype=[\"']application/(?:ld\+)?json)[^>]*>", re.IGNORECASE
    ),
    "inline style element": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"<[^<>{}]*?\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"<[a-z][^<>]*?\son[a-z]+\s*=", re.IGNORECASE),
    "javascript address": re.compile(r"=\s*[\"']?\s*javascript:", re.IGNORECASE),
    "hx-on attribute": re.compile(r"\shx-on\b", re.IGNORECASE),
}
_ORIGIN = re.compile(
    r"(?:src|href|action|srcset|poster|data|formaction)\s*=\s*[\"']?\s*(?:https?:)?//|url\(\s*[\"']?\s*(?:https?:)?//"
    r"|@import\s+[\"']?(?:https?:)?//|\b(?:import|from)\s*\(?\s*[\"'](?:https?:)?//|fetch\(\s*[\"'`](?:https?:)?//",
    re.IGNORECASE,
)
_STATIC_TAG = re.compile(r"\{%\s*static\s+[\"']([^\"'{}]+)[\"']")
_CSS_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)")
_JS_IMPORT = re.compile(
    r"\b(?:import|export)\b[^;\"']*?[\"'](\.{1,2}/[^\"']+)[\"']|\bimport\(\s*[\"'](\.{1,2}/[^\"']+)"
)


def inline_code(text: str) -> Iterator[str]:
    """What a strict content security policy would refuse, with its line."""
    text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    for what, pattern in _INLINE.items():
        for found in pattern.finditer(text):
            yield f"line {text.count(chr(10), 0, found.start()) + 1}: {what}"


def external_origins(text: str) -> Iterator[str]:
    """Addresses of other hosts from which a page would load something or to which it would send."""
    for found in _ORIGIN.finditer(text):
        yield f"line {text.count(chr(10), 0, found.start()) + 1}: {text[found.start() : found.end() + 30].splitlines()[0]}"


def missing_static(text: str, exists: Callable[[str], bool]) -> list[str]:
    """Files named by {% static "..." %} that are not there."""
    return [name for name in _STATIC_TAG.findall(text) if not exists(name)]


def files_beside(text: str, suffix: str) -> list[str]:
    """Relative addresses that a style sheet or a module names."""
    if suffix == ".css":
        return [name for name in _CSS_URL.findall(text) if not name.startswith(("data:", "#", "/"))]
    return [first or second for first, second in _JS_IMPORT.findall(text)]
