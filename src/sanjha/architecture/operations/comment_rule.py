"""Say something of a rule of the policy."""

from django.db import transaction

from sanjha.architecture import policy, policy_rules
from sanjha.architecture.models import PolicyComment
from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.kernel.text import normalise


def comment_rule(*, rule: str, text: str, actor: Actor) -> PolicyComment:
    """The comment, on the text of the rule that stands today.

    Raises NotFound, NotPermitted for whoever holds no post, Conflict unless the rule is in consultation, DomainError
    without words.
    """
    found = policy_rules.check_rule(policy.policy().rule(rule))
    post = policy_rules.post_of(actor)
    policy_rules.check_can_comment(found, text)
    with transaction.atomic(durable=True):
        comment = PolicyComment.objects.create(
            rule=found.number,
            rule_version=found.version,
            text=normalise(text, field="text", multiline=True),
            by=actor.label,
            post=post.post,
            at=clock.now(),
        )
        audit.record(
            actor,
            "POLICY_COMMENTED",
            stream="architecture.policy",
            rows=[comment],
            rule=found.number,
            version=found.version,
        )
    return comment
