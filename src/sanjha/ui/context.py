"""What every page's shell shows: who is signed in, languages, crest, release, links. One context processor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from sanjha import __version__
from sanjha.kernel.actors import ANONYMOUS, Actor, Kind
from sanjha.kernel.conf import conf
from sanjha.ui import navigation
from sanjha.ui.formatting import current_language, initials
from sanjha.ui.navigation import Link

LANGUAGE_NAMES = (("en", "English", "EN"), ("pa", "ਪੰਜਾਬੀ", "ਪੰ"), ("hi", "हिन्दी", "हि"))

FOOTER_PAGES = (
    ("ui:help", _("Help and contact")),
    ("ui:accessibility", _("Accessibility")),
    ("ui:privacy", _("Privacy")),
    ("ui:terms", _("Terms of use")),
    ("ui:copyright", _("Copyright and sources")),
    ("ui:sitemap", _("Site map")),
)


@dataclass(frozen=True)
class Who:
    """The person who is signed in, as the header names them."""

    name: str
    initials: str
    post: str = ""
    more_posts: int = 0


class Shell:
    """The frame around a page; each part is worked out only when a template asks for it."""

    languages = LANGUAGE_NAMES
    release = __version__

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.actor: Actor = getattr(request, "actor", ANONYMOUS)
        self.demo = conf.demo
        self.crest = conf.crest

    @property
    def path(self) -> str:
        """Where the language switch returns to: this page, with its filters when it was only read."""
        return self._request.get_full_path() if self._request.method == "GET" else self._request.path

    @cached_property
    def who(self) -> Who | None:
        """The signed-in person with the first post held; None for a visitor."""
        if self.actor.kind not in {Kind.OFFICER, Kind.CITIZEN}:
            return None
        held = next(iter(self.actor.posts.values()), None)
        name = self.actor.name_pa if current_language() == "pa" and self.actor.name_pa else self.actor.name
        return Who(
            name=name,
            initials=initials(self.actor.name),
            post=f"{held.title}, {held.office_name}" if held else "",
            more_posts=max(0, len(self.actor.posts) - 1),
        )

    @property
    def home_url(self) -> str:
        return _resolved("/")

    @property
    def language_url(self) -> str:
        return _resolved("ui:language")

    @property
    def sign_in_url(self) -> str:
        """The log-in page, empty where this process has none."""
        return _resolved(settings.LOGIN_URL)

    @property
    def sign_out_url(self) -> str:
        """Where the sign-out form goes (setting LOGOUT_URL), empty where this process has none."""
        return _resolved(getattr(settings, "LOGOUT_URL", "") or "")

    @cached_property
    def desk_links(self) -> Sequence[Link]:
        return navigation.links(navigation.DESK, self.actor, self._request.path)

    @cached_property
    def citizen_links(self) -> Sequence[Link]:
        return navigation.links(navigation.CITIZEN, self.actor, self._request.path)

    @cached_property
    def footer_links(self) -> Sequence[Link]:
        return [Link(label, _resolved(name)) for name, label in FOOTER_PAGES]


def _resolved(name: str) -> str:
    if not name or name.startswith("/"):
        return name
    try:
        return reverse(name) if ":" in name else resolve_url(name)
    except NoReverseMatch:
        return ""


def page(request: HttpRequest) -> dict[str, object]:
    """`ui` (the shell), `actor` and `conf` for every template."""
    frame = Shell(request)
    return {"ui": frame, "actor": frame.actor, "conf": conf}
