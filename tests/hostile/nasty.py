"""Things that do not belong into a field of a form."""

OVERLONG = "ਲੰਮਾ " * 2500
"""More than any field takes, less than a request may carry."""

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><b>"

NASTY = {
    "wrong type": "twelve-and-a-half",
    "overlong": OVERLONG,
    "another script": "Ωμέγα ЖЗИ 漢字",
    "control characters": "a\x07b\x1bc\x85d",
    "markup": MARKUP,
    "emoji": "👩‍👩‍👧‍👦🏴‍☠️",
    "null byte": "a\x00b",
    "right-to-left override": "abc\u202egpj.exe",
    "template": "{{ 7*7 }}{% load x %}${7*7}#{7*7}",
    "query": "'; DROP TABLE sewa_application; --",
}


def as_shown(typed: str) -> str:
    """The words as a page can hold them: the null byte has no place in HTML, so it is shown as a replacement."""
    return typed.replace("\x00", "\ufffd")
