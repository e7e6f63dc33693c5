"""Modules, functions and models stay small."""

import ast

import pytest
from django.apps import apps
from django.db import models

from tests.guards import budgets
from tests.guards.budgets import Measured
from tests.guards.tree import assert_nothing, code_files, named, parsed, python_files


def modules(paths):
    return [Measured(named(path), len(path.read_text(encoding="utf-8").splitlines())) for path in paths]


def functions(paths):
    return [one for path in paths for one in budgets.functions_of(named(path), parsed(path))]


def our_models():
    return [model for model in apps.get_models() if model.__module__.startswith("sanjha.")]


def test_the_guard_sees_what_is_too_long():
    long = "def f():\n" + "    pass\n" * 60
    found = list(budgets.functions_of("sample.py", ast.parse(f"class C:\n  x = 1\n\n@d\n{long}")))
    assert found == [Measured("sample.py:5 f", 62)]
    assert budgets.too_long(found, budgets.LONGEST_FUNCTION) == ["sample.py:5 f: 62 (at most 60)"]
    assert budgets.share_within([Measured("a", 1), Measured("b", 201)], budgets.USUAL_MODULE) == 0.5


def test_the_guard_sees_a_model_that_does_everything():
    members = {f"field_{number}": models.IntegerField() for number in range(20)}
    methods = {f"do_{number}": (lambda self: None) for number in range(11)}
    for method in methods.values():
        method.__module__ = "guardtest"

    class Meta:
        app_label = "guardtest"

    god = type("God", (models.Model,), members | methods | {"Meta": Meta, "__module__": "guardtest"})
    try:
        assert budgets.model_faults([god]) == ["God: 21 fields (at most 20)", "God: 11 methods (at most 10)"]
    finally:
        del apps.all_models["guardtest"]


@pytest.mark.parametrize("files", [code_files, python_files], ids=["code", "with tests"])
def test_no_module_is_too_long(files):
    measured = modules(files())
    assert_nothing(budgets.too_long(measured, budgets.LONGEST_MODULE))
    assert budgets.share_within(measured, budgets.USUAL_MODULE) >= budgets.USUAL_SHARE


def test_no_function_is_too_long():
    measured = functions(code_files())
    assert_nothing(budgets.too_long(measured, budgets.LONGEST_FUNCTION))
    assert budgets.share_within(measured, budgets.USUAL_FUNCTION) >= budgets.USUAL_SHARE


def test_no_model_does_everything():
    assert_nothing(budgets.model_faults(our_models()))
