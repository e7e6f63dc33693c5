"""Stylesheets, scripts, pictures and fonts: collected once into the home, served from there by the web server itself."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.management import call_command

from sanjha.project.freshness import Stamp, fingerprint
from sanjha.project.postgres.locks import FileLock

CACHE_SECONDS = 30 * 24 * 3600
"""A browser may keep a file that long: a changed one has another name."""

_WAIT_SECONDS = 60.0
"""For another process that is collecting."""


class HashedFiles(ManifestStaticFilesStorage):
    """Every file is served under a name with the hash of its content, also where a script imports another one."""

    support_js_module_import_aggregation = True

    def url_converter(self, name: str, *others: Any, **options: Any) -> Callable[[re.Match[str]], str]:
        """As Django's, but scripts of other packages stay as they are: much of theirs only looks like an import."""
        if name.endswith(".js") and _is_foreign(name):
            return lambda found: found["matched"]
        return super().url_converter(name, *others, **options)


def collect(root: Path) -> None:
    """Bring `root` up to date, if anything has changed since it was last filled."""
    root.mkdir(parents=True, exist_ok=True)
    stamp = Stamp(root / ".collected")
    alone = FileLock(root / ".lock")
    try:
        alone.wait_exclusive(seconds=_WAIT_SECONDS)
        now = fingerprint(_sources())
        if not stamp.matches(now):
            call_command("collectstatic", interactive=False, verbosity=0)
            stamp.write(now)
    finally:
        alone.close()


def _is_foreign(name: str) -> bool:
    folder = name.partition("/")[0]
    return any(app.label == folder and not app.name.startswith("sanjha.") for app in apps.get_app_configs())


def _sources() -> list[Path]:
    return [Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([])]
