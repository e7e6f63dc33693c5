"""Finding things in a page by the few CSS selectors the tests need."""

import re

import lxml.html

_STEP = re.compile(r"(\s*>\s*|\s+)?([a-z*]\w*)?((?:[#.][\w-]+|\[[^\]]+\]|:not\([^)]*\))*)")
_TEST = re.compile(r"#([\w-]+)|\.([\w-]+)|\[([\w-]+)(?:=\"?([^\"\]]*)\"?)?\]|:not\(([^)]*)\)")


def find(page: lxml.html.HtmlElement, selector: str) -> list[lxml.html.HtmlElement]:
    """The elements for a selector: tags, #id, .class, [attribute], [attribute=value], :not(), spaces, > and commas."""
    paths = ["." + _path(part.strip()) for part in selector.split(",")]
    return page.xpath(" | ".join(paths))


def _path(selector: str) -> str:
    path, place = "", 0
    while place < len(selector):
        step = _STEP.match(selector, place)
        assert step, selector
        assert step.end() > place, selector
        axis = "/" if ">" in (step[1] or "") else "//"
        path += f"{axis}{step[2] or '*'}" + "".join(f"[{_test(test)}]" for test in _TEST.finditer(step[3]))
        place = step.end()
    return path


def _test(test: re.Match[str]) -> str:
    identifier, css_class, attribute, value, negated = test.groups()
    if identifier:
        return f"@id='{identifier}'"
    if css_class:
        return f"contains(concat(' ', normalize-space(@class), ' '), ' {css_class} ')"
    if attribute:
        return f"@{attribute}" if value is None else f"@{attribute}='{value}'"
    inner = _TEST.fullmatch(negated)
    assert inner, negated
    return f"not({_test(inner)})"
