"""What every answer to a browser must carry."""

from collections.abc import Iterator, Mapping

_WANTED = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_STRICT = ("default-src", "script-src", "style-src", "connect-src", "font-src", "form-action")


def header_faults(headers: Mapping[str, str]) -> Iterator[str]:
    """Missing or loose headers; the content security policy permits our own files only."""
    for name, value in _WANTED.items():
        if headers.get(name) != value:
            yield f"{name}: {headers.get(name)}"
    policy = headers.get("Content-Security-Policy", "")
    directives = {
        name: rest for name, _space, rest in (part.strip().partition(" ") for part in policy.split(";"))
    }
    for name in _STRICT:
        if directives.get(name) != "'self'":
            yield f"Content-Security-Policy {name}: {directives.get(name)}"
    if "unsafe" in policy or "*" in policy or "http" in policy:
        yield f"Content-Security-Policy: {policy}"
    if not headers.get("X-Request-ID"):
        yield "X-Request-ID: none"


def cookie_faults(cookies: Mapping[str, Mapping[str, object]]) -> Iterator[str]:
    """Cookies that scripts may read or that go along from other sites."""
    for name, cookie in cookies.items():
        if not cookie["samesite"]:
            yield f"{name}: no SameSite"
        if not cookie["httponly"] and name != "sanjha_language":
            yield f"{name}: scripts may read it"
