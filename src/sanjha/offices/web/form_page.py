"""The page with one form on which an administrator of the register does a deed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sanjha.identity.contract import Request
from sanjha.kernel.errors import DomainError, NotFound
from sanjha.offices import queries, rules
from sanjha.offices.models import Office, Post
from sanjha.ui.components import Crumb
from sanjha.ui.forms import refuse


@dataclass(frozen=True)
class Layout:
    """How a page differs from the plain one: its template with what that needs, and the crumbs after the directory.

    `not_yet` shows what was sent without doing the deed.
    """

    template: str = "offices/form.html"
    crumbs: Sequence[Crumb] = ()
    more: Mapping[str, object] = field(default_factory=dict)
    not_yet: bool = False


PLAIN = Layout()


def start_crumb() -> Crumb:
    return Crumb(_("Offices and posts"), reverse("offices:directory"))


def office_crumb(office: Office) -> Crumb:
    return Crumb(office.name, reverse("offices:office", args=[office.code]))


def post_crumb(post: Post) -> Crumb:
    return Crumb(post.title, reverse("offices:post", args=[post.id]))


def form_page(
    request: Request,
    form: Form,
    deed: Callable[[], str | None],
    *,
    title: str,
    done: str,
    way_back: str,
    about: str = "",
    warning: str = "",
    danger: bool = False,
    layout: Layout = PLAIN,
) -> HttpResponse:
    """A page with one form: what is refused stands beside its field, and nothing that was typed is lost.

    The deed may answer with the address to go to; otherwise `way_back` is next.
    """
    if request.method == "POST" and not layout.not_yet and form.is_valid():
        try:
            onward = deed()
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, done)
            return redirect(onward or way_back)
    context = {
        "form": form,
        "title": title,
        "about": about,
        "warning": warning,
        "danger": danger,
        "way_back": way_back,
        "crumbs": [start_crumb(), *layout.crumbs, Crumb(title)],
    }
    return render(request, layout.template, context | dict(layout.more), status=422 if form.errors else 200)


def kept_office(request: Request, code: str) -> Office:
    """The open office for its administrator. Raises NotFound, NotPermitted, DomainError when it is closed."""
    office = Office.objects.select_related("department", "parent").filter(code=code).first()
    if office is None:
        raise NotFound(_("There is no such office."))
    rules.check_may_administer(request.actor, queries.chain_of(office.id))
    if not office.is_active:
        raise DomainError(_("This office is closed."))
    return office


def kept_post(request: Request, post_id: UUID) -> Post:
    """The open post for the administrator of its office. Raises NotFound, NotPermitted, DomainError when it is closed."""
    post = queries.post_with(post_id)
    rules.check_may_administer(request.actor, queries.chain_of(post.office_id))
    if not post.is_active:
        raise DomainError(_("This post is closed already."))
    return post
