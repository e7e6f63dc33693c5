"""Decisions about drafts and letters: values in, a refusal or the thing in good form out."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from sanjha.eoffice.models import Act, Addressee, Dispatch, Draft, DraftVersion
from sanjha.eoffice.queries.hands import Hand
from sanjha.eoffice.rules import check_acts, check_signs
from sanjha.kernel.errors import Conflict, DomainError, NotPermitted
from sanjha.kernel.text import normalise

LANGUAGES = frozenset({"en", "pa", "hi"})
MOST_ADDRESSEES = 40
ADDRESS = re.compile(r"[^@\s,;<>\"]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")
LONGEST = {"name": 200, "designation": 200, "address": 400, "email": 150}
_NEEDS = {
    Dispatch.Mode.EMAIL: "email",
    Dispatch.Mode.OFFICE: "post",
    Dispatch.Mode.LOCKER: "resident",
}


def check_may(hand: Hand, act: Act) -> None:
    """The power, and for everything that decides or leaves the desk: the officer's own hand."""
    check_acts(hand.acts, act)
    if act in {Act.APPROVE, Act.SIGN}:
        check_signs(hand.prepares_only)


def check_is_open(draft: Draft) -> None:
    """Raises DomainError for a draft whose words are fixed."""
    if not draft.is_open:
        raise DomainError(
            _("This draft is fixed: %(state)s. Draft another letter to change what it says.")
            % {"state": draft.get_state_display()},
            code="draft-fixed",
        )


def check_state(draft: Draft, *allowed: str) -> None:
    """Raises Conflict when the draft has gone on meanwhile, or is not so far."""
    if draft.state not in allowed:
        raise Conflict(
            _("This cannot be done now: the draft stands at “%(state)s”.")
            % {"state": draft.get_state_display()},
            code="draft-state",
        )


def check_version(present: DraftVersion, seen: int) -> None:
    """Nobody approves or overwrites words that came after what was on the screen."""
    if present.number != seen:
        raise Conflict(
            _("There is a newer version, %(number)s, by %(name)s. Look at it first.")
            % {"number": present.number, "name": present.author.name},
            code="newer-version",
        )


def check_signatory(draft: Draft, hand: Hand) -> None:
    """The letter bears a name: its bearer signs, at the post for which it was approved."""
    if hand.post != draft.signing_post:
        raise NotPermitted(
            _("This letter goes out over the signature of %(post)s.") % {"post": draft.signing_title},
            code="not-the-signatory",
        )
    if draft.approved_for is None or hand.signatory.officer != draft.approved_for.officer:
        raise NotPermitted(
            _(
                "The letter was approved in the name of another officer. Withdraw it and have it approved anew."
            ),
            code="other-name",
        )


def check_mode(recipient: Addressee, mode: str, tracking_number: str) -> None:
    """Raises DomainError where the recipient cannot be reached so."""
    if mode not in Dispatch.Mode.values:
        raise DomainError(_("Choose how it goes."), code="unknown-mode", field="mode")
    needed = _NEEDS.get(Dispatch.Mode(mode), "address")
    if not getattr(recipient, needed):
        raise DomainError(
            _("%(name)s cannot be reached in this way: what is needed for it is not in the letter.")
            % {"name": recipient.name},
            code="cannot-be-reached",
            field="mode",
        )
    if mode == Dispatch.Mode.REGISTERED and not tracking_number:
        raise DomainError(
            _("Give the number of the registered letter."), code="missing", field="tracking_number"
        )


def check_event(present: str, wanted: str, remarks: str) -> None:
    """What may still happen to a dispatch; a return says why."""
    state = Dispatch.State
    if present != state.SENT or wanted not in {state.DELIVERED, state.BOUNCED, state.RETURNED}:
        raise Conflict(
            _("This cannot be entered: the dispatch stands at “%(state)s”.")
            % {"state": state(present).label},
            code="dispatch-state",
        )
    if wanted != state.DELIVERED and not remarks:
        raise DomainError(_("Say why it came back."), code="missing", field="remarks")


def language_of(language: str) -> str:
    if language not in LANGUAGES:
        raise DomainError(_("Choose the language of the letter."), code="language", field="language")
    return language


def form_of(form: str) -> str:
    if form not in Draft.Form.values:
        raise DomainError(_("Choose the form of the letter."), code="form", field="form")
    return form


def addressees_of(given: Sequence[Addressee]) -> tuple[Addressee, ...]:
    """The addressees in good form. Raises DomainError for none, too many, a wrong e-mail address, two residents."""
    found = tuple(_in_good_form(each) for each in given)
    if len(found) > MOST_ADDRESSEES:
        raise DomainError(
            _("At most %(most)s addressees.") % {"most": MOST_ADDRESSEES},
            code="too-many",
            field="addressees",
        )
    if not any(not each.is_copy for each in found):
        raise DomainError(_("Say to whom the letter goes."), code="missing", field="addressees")
    if len([each for each in found if each.resident]) > 1:
        raise DomainError(
            _("A letter goes into the locker of one resident. Draft one for each."),
            code="one-resident",
            field="addressees",
        )
    return found


def _in_good_form(each: Addressee) -> Addressee:
    texts = {
        name: normalise(getattr(each, name), multiline=name == "address", field="addressees")
        for name in LONGEST
    }
    if not texts["name"]:
        raise DomainError(_("An addressee has a name."), code="missing", field="addressees")
    if any(len(text) > LONGEST[name] for name, text in texts.items()):
        raise DomainError(_("The name or the address is too long."), code="too-long", field="addressees")
    if texts["email"] and not ADDRESS.fullmatch(texts["email"]):
        raise DomainError(
            _("“%(address)s” is no e-mail address.") % {"address": texts["email"]},
            code="email",
            field="addressees",
        )
    return Addressee(post=each.post, resident=each.resident, is_copy=each.is_copy, **texts)
