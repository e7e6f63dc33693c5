"""A caller in a process of its own: reads questions to the register of places, prints the answers."""

import json
import sys

import django

django.setup()

import msgspec  # noqa: E402

from sanjha.kernel.errors import DomainError  # noqa: E402
from sanjha.places import contract  # noqa: E402


def answer(question):
    # The calling package is the consumer, and a program has none: it calls as one of the tests.
    names = {"__name__": "tests.split.asking", "call": getattr(contract, question["ask"]), **question}
    try:
        exec("result = call(**arguments)", names)
    except DomainError as error:
        return error.code
    return msgspec.to_builtins(names["result"])


print(json.dumps([answer(question) for question in json.load(sys.stdin)]))
