"""Decisions without a database: values in, a refusal or nothing out."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _

from sanjha.kernel import clock, money
from sanjha.kernel.actors import Actor, Holding, Kind
from sanjha.kernel.errors import Conflict, DomainError, FieldError, NotPermitted
from sanjha.kernel.text import normalise
from sanjha.sewa.definition.service import ServiceDefinition
from sanjha.sewa.definition.workflow import Action, Step
from sanjha.sewa.models import Application, Decision, Draft, FeeReceipt, Objection, Task

KENDRA = "SEWA_KENDRA"
OPERATOR = "counter_operator"
APPEAL_DAYS = 30
"""Calendar days for an appeal after a rejection (Punjab Right to Service Act 2011, s. 6)."""
SHORTEST_REASONS = 20
"""Letters without which reasons do not speak."""
LONGEST_TEXT = 4000
_SCRIPTS = {"pa": re.compile(r"[\u0a05-\u0a39]"), "hi": re.compile(r"[\u0905-\u0939]")}
_ENDED = {Decision.Kind.APPROVE, Decision.Kind.REJECT}


class Payment(msgspec.Struct, frozen=True):
    """What was received: rupees, how, and the reference of an online payment."""

    mode: str
    amount: Decimal
    reference: str = ""


def kendra_codes(actor: Actor) -> set[str]:
    """The Sewa Kendras the actor works in today."""
    return {held.office_code for held in actor.posts.values() if held.office_kind == KENDRA}


def counter_post(actor: Actor) -> Holding:
    """The counter the actor sits at. Raises NotPermitted for anybody else."""
    for held in actor.posts.values():
        if held.designation == OPERATOR and held.office_kind == KENDRA:
            return held
    raise NotPermitted(_("Only the operator of a Sewa Kendra counter can do this."), code="not-at-a-counter")


def owns_draft(actor: Actor, draft: Draft) -> bool:
    """Whether the draft lies on the actor's counter, or the actor is the resident who fills it in."""
    if draft.resident is not None:
        return actor.is_citizen and actor.person == draft.resident
    return draft.owner_post in actor.posts


def speaks_for_applicant(actor: Actor, application: Application) -> bool:
    """The applicant, the beneficiary, or the operator of the kendra that took the application."""
    if actor.is_citizen:
        return actor.person in {application.applicant, application.beneficiary}
    return any(
        held.designation == OPERATOR
        and held.office_kind == KENDRA
        and held.office_code == application.kendra_code
        for held in actor.posts.values()
    )


def check_speaks_for_applicant(actor: Actor, application: Application) -> None:
    if not speaks_for_applicant(actor, application):
        raise NotPermitted(
            _("Only the applicant, or the Sewa Kendra that took the application, can do this.")
        )


def check_channel(definition: ServiceDefinition, channel: str, actor: Actor) -> None:
    """A citizen applies on the portal, a counter takes applications at the counter or at the doorstep."""
    if channel not in {offered.code for offered in definition.channels}:
        raise DomainError(_("This service is not offered in this way."), code="channel", field="channel")
    if actor.is_citizen != (channel == "PORTAL"):
        raise NotPermitted(_("You cannot apply in this way."), code="channel")


def check_revision(draft: Draft, revision: int | None) -> None:
    if revision is not None and revision != draft.revision:
        raise Conflict(
            _(
                "This form was changed in another window after you opened it. Open it again; nothing of it is lost."
            ),
            code="draft-changed",
        )


def check_payment(payment: Payment, total: Decimal, *, channel: str) -> None:
    """The amount received is the amount due, in a mode that fits the channel."""
    if payment.amount != total:
        raise DomainError(
            _("The fee is ₹ %(due)s; another amount was entered. Look at the fee again.")
            % {"due": money.format_inr(total)},
            code="fee-changed",
            field="payment.amount",
        )
    if payment.mode not in FeeReceipt.Mode.values:
        raise DomainError(_("Choose how the fee was paid."), code="payment-mode", field="payment.mode")
    if (payment.mode == FeeReceipt.Mode.NIL) != (total == 0):
        raise DomainError(
            _("Say how the fee was paid; it is not nil."), code="payment-mode", field="payment.mode"
        )
    if payment.mode == FeeReceipt.Mode.CASH and channel == "PORTAL":
        raise DomainError(_("The portal takes no cash."), code="payment-mode", field="payment.mode")
    check_text(payment.reference, "payment.reference")
    if payment.mode == FeeReceipt.Mode.ONLINE and not payment.reference.strip():
        raise DomainError(
            _("Enter the reference number of the online payment."),
            code="payment-reference",
            field="payment.reference",
        )


def acting_post(actor: Actor, task: Task) -> tuple[Holding, UUID]:
    """The holding by which the actor does the task, and the officer's id. Raises NotPermitted unless the actor holds its post today."""
    held = actor.posts.get(task.post)
    if held is None or actor.kind is not Kind.OFFICER or actor.person is None:
        raise NotPermitted(
            _("Only the officer who holds the post %(post)s can decide this.") % {"post": task.post_title}
        )
    return held, actor.person


def check_task_is_open(task: Task, decision: Decision | None) -> None:
    """Raises Conflict that tells who decided what and when."""
    if task.closed_at is None:
        return
    if decision is None:
        raise Conflict(_("This work is over: the application was closed meanwhile."), code="already-decided")
    raise Conflict(
        _("%(officer)s, %(post)s, has already decided this on %(date)s at %(time)s: %(what)s.")
        % {
            "officer": decision.officer_name,
            "post": decision.post_title,
            "date": f"{decision.decided_at.astimezone(clock.IST):%d-%m-%Y}",
            "time": f"{decision.decided_at.astimezone(clock.IST):%H:%M}",
            "what": decision.get_kind_display(),
        },
        code="already-decided",
    )


def check_maker_is_not_checker(actor: Actor, step: str, decisions: Iterable[Decision]) -> None:
    """Whoever took the application or did another step of it does not also decide it."""
    for earlier in decisions:
        if (
            earlier.officer == actor.person
            and earlier.step != step
            and earlier.kind != Decision.Kind.PERMIT_OBJECTION
        ):
            raise NotPermitted(
                _("You have already acted on this application as %(post)s. Another officer has to decide it.")
                % {"post": earlier.post_title},
                code="maker-is-checker",
            )


def check_text(text: str, field: str) -> str:
    """The text in order. Raises DomainError when it is too long, or holds signs that cannot be printed."""
    if len(text) > LONGEST_TEXT:
        raise DomainError(
            _("This text is too long: %(most)d letters at most.") % {"most": LONGEST_TEXT},
            code="too-long",
            field=field,
        )
    return normalise(text, field=field, multiline=True)


def words_typed(text: str) -> list[str]:
    """The words somebody searches for, in small letters; what cannot be looked up is dropped."""
    return ["".join(sign for sign in word if sign.isprintable()) for word in text[:200].casefold().split()][
        :6
    ]


def check_remarks(reasons: str) -> None:
    if not reasons.strip():
        raise DomainError(_("Write your remarks."), code="remarks-missing", field="reasons")


def check_grounds(definition: ServiceDefinition, grounds: Sequence[str], reasons: str, language: str) -> None:
    """A refusal needs a coded ground and reasons that speak, in the applicant's language (Act of 2011, s. 5)."""
    known = {ground.code: ground for ground in definition.reject_grounds}
    if not grounds or any(code not in known for code in grounds):
        raise DomainError(
            _("Choose the ground of the rejection from the list."), code="ground-missing", field="grounds"
        )
    if any(known[code].speaking for code in grounds):
        check_speaking(reasons, language)


def check_speaking(reasons: str, language: str) -> None:
    letters = sum(sign.isalpha() for sign in reasons)
    if letters < SHORTEST_REASONS:
        raise DomainError(
            _("Write the reasons so that the applicant understands them: at least %(least)d letters.")
            % {"least": SHORTEST_REASONS},
            code="reasons-short",
            field="reasons",
        )
    script = _SCRIPTS.get(language)
    if script is not None and not script.search(reasons):
        name = {"pa": _("Punjabi"), "hi": _("Hindi")}[language]
        raise DomainError(
            _("The applicant chose %(language)s. Write the reasons in that language.") % {"language": name},
            code="reasons-language",
            field="reasons",
        )


def check_objection(definition: ServiceDefinition, codes: Sequence[str], raised: int, permitted: int) -> None:
    """Coded defects only, all at once; one more only when a superior has permitted it."""
    known = {objection.code for objection in definition.objections}
    if not codes or any(code not in known for code in codes):
        raise DomainError(
            _("Choose what has to be mended from the list."), code="objection-missing", field="objections"
        )
    if raised >= definition.limits.objections + permitted:
        raise DomainError(
            _("An objection was raised before. Another one needs the permission of your superior officer."),
            code="objection-limit",
        )


def check_send_back(definition: ServiceDefinition, action: Action, to_step: str, before: int) -> None:
    """To one of the steps that the definition names, and only as often as it allows."""
    if to_step not in action.choices:
        raise DomainError(_("Choose the step to which it goes back."), code="send-back-step", field="to_step")
    if before >= definition.limits.send_backs:
        raise DomainError(_("It has been sent back before. Decide it now."), code="send-back-limit")


def check_documents_opened(unopened: Sequence[str]) -> None:
    """Nothing may be refused without looking at every paper."""
    if unopened:
        raise DomainError(
            _("Open every document before you decide. Not opened yet: %(names)s.")
            % {"names": ", ".join(unopened)},
            code="documents-not-opened",
        )


def check_can_withdraw(application: Application) -> None:
    if not application.is_open:
        raise Conflict(
            _("This application can no longer be withdrawn: %(state)s.")
            % {"state": application.get_state_display()},
            code="not-open",
        )


def check_objection_waits(objection: Objection, application: Application) -> None:
    """Raises Conflict unless the objection still waits for its answer."""
    if objection.answered_at is not None:
        raise Conflict(
            _("This objection was answered on %(date)s.")
            % {"date": f"{objection.answered_at.astimezone(clock.IST):%d-%m-%Y}"},
            code="already-answered",
        )
    if application.state != Application.State.WITH_CITIZEN:
        raise Conflict(
            _("The objection can no longer be answered: %(state)s.")
            % {"state": application.get_state_display()},
            code="not-waiting",
        )


def check_papers_given(definition: ServiceDefinition, codes: Collection[str], given: Collection[str]) -> None:
    """Every paper that was objected to has to be handed in anew."""
    names = {
        document.code: str(document.names)
        for document in definition.documents
        if "UPLOAD" in document.sources
    }
    asked = {objection.document for objection in definition.objections if objection.code in codes}
    if missing := sorted((asked & names.keys()) - set(given)):
        raise DomainError(
            _("Add what was asked for: %(names)s.") % {"names": ", ".join(names[code] for code in missing)},
            code="papers-missing",
            field="documents",
            errors=[FieldError(f"documents.{code}", "papers-missing", names[code]) for code in missing],
        )


def check_only_objected_changed(
    definition: ServiceDefinition, codes: Collection[str], before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[str]:
    """The paths that the answer changed. Raises DomainError when it changes more than was objected to."""
    asked = [
        objection.field for objection in definition.objections if objection.code in codes and objection.field
    ]
    changed = changed_paths(before, after)
    computed = {field.id for field in definition.form.fields if type(field).__name__ == "ComputedField"}
    extra = [
        path
        for path in changed
        if path.split(".")[0] not in computed and not any(_covers(one, path) for one in asked)
    ]
    if extra:
        message = _("Only what was objected to can be changed now.")
        raise DomainError(
            message,
            code="not-objected",
            errors=[FieldError(path, "not-objected", message) for path in extra[:20]],
        )
    return changed


def _covers(asked: str, path: str) -> bool:
    return path == asked or path.startswith(asked + ".")


def changed_paths(before: Any, after: Any, prefix: str = "") -> list[str]:
    """The dotted paths at which two JSON values differ, down to single values."""
    if isinstance(before, dict) and isinstance(after, dict):
        keys = sorted(before.keys() | after.keys())
        return [
            path for key in keys for path in changed_paths(before.get(key), after.get(key), f"{prefix}{key}.")
        ]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = enumerate(zip(before, after, strict=True))
        return [path for at, (old, new) in pairs for path in changed_paths(old, new, f"{prefix}{at}.")]
    return [] if before == after else [prefix.rstrip(".")]


def reports_of(decisions: Iterable[Decision]) -> dict[str, dict[str, Any]]:
    """The latest report of each step with its day and the post, as definitions and documents read it."""
    reports: dict[str, dict[str, Any]] = {}
    for decision in decisions:
        if decision.step and decision.report:
            reports[decision.step] = {
                **decision.report,
                "completed_on": decision.decided_at.astimezone(clock.IST).date().isoformat(),
                "post": msgspec.to_builtins(decision.post_title),
                "office": msgspec.to_builtins(decision.office_name),
            }
    return reports


def action_of(step: Step, code: str) -> Action:
    """The action of that code. Raises DomainError when the step has none such."""
    try:
        return step.action(code)
    except KeyError:
        raise DomainError(
            _("This is not a decision that this step offers."), code="no-such-action", field="action"
        ) from None


def appeal_by(rejected_on: date) -> date:
    """The last day for an appeal against a rejection."""
    return rejected_on + timedelta(days=APPEAL_DAYS)


def is_final(kind: str) -> bool:
    return kind in _ENDED
