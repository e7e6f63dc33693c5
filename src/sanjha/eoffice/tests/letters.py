"""Letters for tests, made by the operations that the desks use."""

from sanjha.eoffice.models import Addressee
from sanjha.eoffice.operations.approve_draft import approve_draft
from sanjha.eoffice.operations.create_draft import (
    Words,
    create_draft,
    edit_draft,
    present_version,
    submit_draft,
)
from sanjha.eoffice.operations.dispatch_letter import dispatch_letter
from sanjha.eoffice.operations.sign_and_issue import sign_and_issue
from sanjha.eoffice.tests.factories import own_post

OUTSIDE = Addressee(name="Deputy Commissioner", address="Gurdaspur", email="dc.gsp@example.org")
BODY = "<p>I am directed to say that the circles are merged.</p>"


def words(subject="Merging of patwar circles", body=BODY, to=(OUTSIDE,)):
    return Words(subject, body, to)


def begin(file, actor, *, signer=None, form="LETTER", language="en", said=None, **rest):
    """A draft at the actor's desk, to be signed by `signer`."""
    return create_draft(
        file_id=file.pk,
        post=own_post(actor),
        form=form,
        language=language,
        signing_post=own_post(signer or actor),
        words=said or words(),
        actor=actor,
        **rest,
    )


def edit(draft, actor, body, **rest):
    rest.setdefault("seen", present_version(draft).number)
    return edit_draft(draft_id=draft.pk, post=own_post(actor), words=words(body=body), actor=actor, **rest)


def submit(draft, actor):
    return submit_draft(draft_id=draft.pk, post=own_post(actor), actor=actor)


def approve(draft, actor, version=None):
    return approve_draft(
        draft_id=draft.pk,
        post=own_post(actor),
        version=version or present_version(draft).number,
        actor=actor,
    )


def sign(draft, actor):
    return sign_and_issue(draft_id=draft.pk, post=own_post(actor), actor=actor)


def issued(file, actor, **rest):
    """A letter of the file, drafted, approved and signed at the desk of one officer who may do all that."""
    draft = begin(file, actor, **rest)
    approve(draft, actor)
    return sign(draft, actor)


def send(issue, actor, mode="HAND", addressee=1, **rest):
    return dispatch_letter(
        issue_id=issue.pk, post=own_post(actor), addressee=addressee, mode=mode, actor=actor, **rest
    )
