"""Pages of the policy: its principles and rules, and what departments say of them."""

from collections import Counter
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sanjha.architecture import policy, policy_queries, policy_rules, recorded_run
from sanjha.architecture.models import PolicyComment
from sanjha.architecture.operations.comment_rule import comment_rule
from sanjha.architecture.policy import Principle, Rule, Status
from sanjha.architecture.web.evidence import Shown, shown
from sanjha.architecture.web.exception_views import exception_rows
from sanjha.architecture.web.frame import page
from sanjha.architecture.web.history import posts_in_words
from sanjha.architecture.web.policy_forms import Comment
from sanjha.identity.contract import Request, officer_required
from sanjha.kernel.errors import DomainError
from sanjha.kernel.text import LANGUAGES, Text
from sanjha.ui.forms import refuse

SECTION = "policy"


@dataclass(frozen=True)
class RuleLine:
    """One rule with its checks in words; those that run on the page have just run."""

    rule: Rule
    evidence: list[Shown]


@officer_required
@require_safe
def policy_page(request: Request) -> HttpResponse:
    """The principles with their rules."""
    whole = policy.policy()
    parts: list[tuple[Principle, list[RuleLine]]] = [
        (each, [RuleLine(rule, shown(rule.enforced_by)) for rule in whole.rules_of(each)])
        for each in whole.principles
    ]
    counts = Counter(rule.status for rule in whole.rules)
    context = {
        "policy": whole,
        "parts": parts,
        "counts": [(status, counts[status]) for status in Status],
        "run": recorded_run.last_run(),
        "by_people": sum(rule.only_by_people for rule in whole.rules),
    }
    return page(request, "architecture/policy.html", SECTION, context)


@officer_required
@require_http_methods(["GET", "POST"])
def rule_page(request: Request, number: str) -> HttpResponse:
    """One rule with its comments and exceptions; posted, the officer's post comments."""
    rule = policy_rules.check_rule(policy.policy().rule(number))
    form = Comment(request.POST or None)
    if form.is_valid():
        try:
            comment_rule(rule=number, text=form.cleaned_data["text"], actor=request.actor)
            messages.success(request, _("Your comment stands under the rule."))
            return redirect("architecture:rule", number)
        except DomainError as error:
            refuse(form, error)
    comments = policy_queries.comments_on(request.actor, number)
    context = {
        "rule": rule,
        "texts": _in_all_languages(rule.text.text),
        "principle": policy.policy().principles[rule.principle - 1],
        "evidence": shown(rule.enforced_by),
        "form": form,
        "comments": _comments_shown(comments),
        "exceptions": exception_rows(policy_queries.exceptions(request.actor, rule=number)),
        "may_comment": rule.status is Status.CONSULTATION and bool(request.actor.posts),
        "may_ask": bool(request.actor.posts),
    }
    status = 422 if form.errors else 200
    return page(request, "architecture/rule.html", SECTION, context, status=status)


def _in_all_languages(text: Text) -> list[tuple[str, str]]:
    """Language and words, the reader's language first: no one of the three is a mere translation."""
    own = get_language()
    return [(code, getattr(text, code)) for code in sorted(LANGUAGES, key=lambda code: code != own)]


def _comments_shown(comments: list[PolicyComment]) -> list[tuple[PolicyComment, str]]:
    """Each comment with its post in words, asked for once."""
    posts = posts_in_words({comment.post for comment in comments})
    return [(comment, posts.get(comment.post, "")) for comment in comments]
