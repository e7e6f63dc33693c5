"""The door between services: declared, typed, versioned operations with a purpose for every fact that leaves.

Light to import: no models. A caller calls the typed stub of another service's contract.py; the owner binds the
implementation in its provider.py.
"""

import inspect
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from time import perf_counter
from typing import Any, ParamSpec, Protocol, TypeVar
from uuid import UUID

import msgspec

from sanjha.kernel import outside, peers, remote, unwritten
from sanjha.kernel.errors import DomainError, NotPermitted, Unavailable
from sanjha.kernel.metrics import FAULT, count_call
from sanjha.kernel.retirement import Retirement

PATIENCE = 5.0
"""Seconds that a caller waits for an answer from another process, unless the operation says otherwise."""

P = ParamSpec("P")
R = TypeVar("R")


class Struct(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A value that crosses a service border: frozen and serialisable."""


class Purpose(Struct, frozen=True):
    """Why facts of a person are read: the purpose's code ("REV-INCOME") and the case it belongs to."""

    code: str
    case: str = ""


class Admission(Protocol):
    """One call that was let through."""

    def log(self, subjects: Iterable[UUID]) -> None:
        """Have it kept who read whose facts, now and why."""


class Door(Protocol):
    """Checks grants and logs readings; `exchange` supplies it."""

    def admit(self, operation: "Operation", consumer: str, purpose: Purpose) -> Admission:
        """Raises NotPermitted unless the consumer holds a grant for the operation and the purpose."""


@dataclass
class Operation:
    """One declared operation, for example "people.v1/resident"."""

    name: str
    service: str
    facts: tuple[str, ...]
    stub: Callable[..., Any]
    seconds: float = PATIENCE
    only_for: tuple[str, ...] = ()
    kept_by: outside.KeptBy | None = None
    implementation: Callable[..., Any] | None = None
    retires: Retirement | None = None

    def call(self, consumer: str, arguments: dict[str, Any]) -> Any:
        """The answer of the provider, in this process or where SANJHA_REMOTE_<SERVICE> says that the service runs."""
        _refuse_open_transaction(self.name)
        if self.only_for and consumer not in self.only_for:
            raise NotPermitted(f"{self.name} is not for {consumer}.", code="not-for-this-consumer")
        address = peers.address_of(self.service)
        if address is not None:
            return remote.call(self, address, consumer, arguments)
        implementation = outside.implementation_of(self, consumer, arguments) or self.implementation
        if implementation is None:
            raise Unavailable(f"{self.name} is not provided in this process.")
        if not self.facts:
            return implementation(**arguments)
        if unwritten.current() is not None:
            return self._given(implementation, consumer, arguments)
        with unwritten.scope():
            return self._given(implementation, consumer, arguments)

    def _given(self, implementation: Callable[..., Any], consumer: str, arguments: dict[str, Any]) -> Any:
        """The answer with facts. Grant and reading are written before anything of it leaves the scope."""
        admission = _the_door(self.name).admit(self, consumer, arguments["purpose"])
        result = implementation(**arguments)
        admission.log(_subjects_of(result))
        return result


_operations: dict[str, Operation] = {}
_door: list[Door] = []


def operation(
    name: str,
    *,
    facts: tuple[str, ...] = (),
    seconds: float = PATIENCE,
    only_for: tuple[str, ...] = (),
    kept_by: outside.KeptBy | None = None,
    retires: Retirement | None = None,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare an operation ("service.vN/name"). One that yields facts of a person takes a keyword `purpose`.

    A caller in another process waits `seconds` for the answer, then it is Unavailable. `only_for` names the services
    that may call it at all; everybody may when it is empty. `kept_by` opens the operation to departments' own systems,
    which then answer for what they keep. One that `retires` may be taken away when its time has come, and not before
    (`sanjha contracts check`).
    """
    service = name.partition(".")[0]

    def declare(stub: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(stub)
        parameters = signature.parameters
        if any(parameter.kind is not parameter.KEYWORD_ONLY for parameter in parameters.values()):
            raise TypeError(f"{name}: a contract takes keyword arguments only")
        if facts and "purpose" not in parameters:
            raise TypeError(f"{name}: an operation that yields facts takes a purpose")
        if name in _operations:
            raise TypeError(f"{name} is declared twice")
        known = parameters.keys()
        needed = {each.name for each in parameters.values() if each.default is each.empty}
        declared = _operations[name] = Operation(
            name, service, facts, stub, seconds, only_for, kept_by, retires=retires
        )

        @wraps(stub)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            if args or not needed <= kwargs.keys() <= known:
                signature.bind(*args, **kwargs)  # raises and says why
            # The calling package is the consumer: in one process nobody else can speak in its name.
            consumer = _service_of(sys._getframe(1).f_globals.get("__name__", ""))
            begun, outcome = perf_counter(), FAULT
            try:
                result: R = declared.call(consumer, kwargs)
                outcome = "ok"
            except DomainError as error:
                outcome = error.kind
                raise
            finally:
                count_call(name, consumer, outcome, perf_counter() - begun)
            return result

        call.__operation__ = declared  # type: ignore[attr-defined]
        return call

    return declare


def provides(stub: Callable[P, R]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Bind the owner's implementation to the declared operation; its parameters must be the same."""

    def bind(implementation: Callable[P, R]) -> Callable[P, R]:
        declared: Operation = stub.__operation__  # type: ignore[attr-defined]
        ours = tuple(inspect.signature(implementation).parameters)
        theirs = tuple(inspect.signature(declared.stub).parameters)
        if ours != theirs:
            raise TypeError(f"{declared.name}: provider takes {ours}, contract says {theirs}")
        declared.implementation = implementation
        return implementation

    return bind


def install_door(door: Door) -> None:
    """The exchange supplies the one door of this process."""
    _door[:] = [door]


def declared_operations() -> dict[str, Operation]:
    """All declared operations by name, for the catalogue, the architecture pages and the guards."""
    return dict(_operations)


def fact_owners() -> dict[str, str]:
    """Every fact that a contract yields and the one service that owns it. Raises TypeError on two owners."""
    owners: dict[str, str] = {}
    for declared in _operations.values():
        for fact in declared.facts:
            if owners.setdefault(fact, declared.service) != declared.service:
                raise TypeError(f"fact {fact} has two owners: {owners[fact]} and {declared.service}")
    return owners


def _the_door(name: str) -> Door:
    if not _door:
        raise NotPermitted(f"{name} yields facts, and this process has no door that checks grants.")
    return _door[0]


def _service_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if parts[0] == "sanjha" and len(parts) > 1 else parts[0]


def _refuse_open_transaction(name: str) -> None:
    """A call may one day go over a wire: it never waits while rows are locked. (Test cases' own block is let pass.)"""
    if unwritten.is_in_transaction(unwritten.line()):
        raise RuntimeError(f"{name} was called inside an open transaction: look it up before")


def _subjects_of(result: Any) -> list[UUID]:
    """Whose facts these are: `subject`, else `id`, of the result or of each of its items."""
    items = result if isinstance(result, list | tuple) else [result]
    found = (
        getattr(item, "subject", None) or getattr(item, "id", None) for item in items if item is not None
    )
    return [subject for subject in found if isinstance(subject, UUID)]
