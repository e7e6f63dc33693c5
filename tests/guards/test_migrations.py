"""Migrations are linear and complete, in the state as in the store."""

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from tests.guards.tree import SERVICES, SOURCE, assert_nothing


def linearity_faults(folder: Path, leaves: list[str]) -> list[str]:
    """What is wrong with one application's order of migrations."""
    named = folder / "max_migration.txt"
    if not named.exists():
        return ["no max_migration.txt"]
    last = named.read_text(encoding="utf-8").strip()
    if len(leaves) != 1:
        return [f"{len(leaves)} migrations at the end"]
    return [] if leaves == [last] else [f"max_migration.txt says {last}, the last one is {leaves[0]}"]


def test_the_guard_sees_a_fork_and_a_wrong_end(tmp_path):
    assert linearity_faults(tmp_path, ["0001_initial"]) == ["no max_migration.txt"]
    (tmp_path / "max_migration.txt").write_text("0001_initial\n")
    assert linearity_faults(tmp_path, ["0001_initial"]) == []
    assert linearity_faults(tmp_path, ["0002_a", "0002_b"]) == ["2 migrations at the end"]
    assert linearity_faults(tmp_path, ["0002_a"]) == [
        "max_migration.txt says 0001_initial, the last one is 0002_a"
    ]


@pytest.mark.parametrize("service", SERVICES)
def test_migrations_are_linear(service):
    folder = SOURCE / service / "migrations"
    label = next(config.label for config in apps.get_app_configs() if config.name == f"sanjha.{service}")
    loader = MigrationLoader(None, ignore_no_migrations=True)
    leaves = [name for _app, name in loader.graph.leaf_nodes(label)]
    if leaves or folder.exists():
        assert_nothing(linearity_faults(folder, leaves))


@pytest.mark.django_db
def test_no_change_of_a_model_lacks_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
