"""Publish a version of a service's definition."""

from django.db import transaction
from django.utils.translation import gettext as _

from sanjha.exchange import contract as exchange
from sanjha.kernel import audit, clock, events
from sanjha.kernel.actors import Actor, Kind
from sanjha.kernel.errors import Conflict, NotPermitted
from sanjha.sewa.definition.canonical import canonical, fingerprint
from sanjha.sewa.definition.service import ServiceDefinition
from sanjha.sewa.events import DefinitionPublished
from sanjha.sewa.models import ServiceVersion

FACTS_READ = [
    "people.v1/find",
    "people.v1/household",
    "people.v1/record-resident",
    "people.v1/resident",
    "people.v1/resident-with-sources",
]
LEGAL_BASIS = (
    "Punjab Transparency and Accountability in Delivery of Public Services Act, 2018; "
    "Digital Personal Data Protection Act, 2023, s. 7(b) (draft: to be confirmed)"
)


def publish_definition(*, definition: ServiceDefinition, actor: Actor) -> ServiceVersion:
    """Keep the definition for ever under its code and version; publishing the same again changes nothing.

    Raises Conflict when other content was published under this version: a changed definition is a new version,
    so that applications that are under way keep theirs. Raises NotPermitted for anybody but the system and
    administrators of offices. The service gets its grants for the facts of persons that it reads.
    """
    if actor.kind is not Kind.SYSTEM and not actor.holds("office_admin"):
        raise NotPermitted(_("Only an administrator publishes service definitions."))
    content, digest = canonical(definition), fingerprint(definition)
    exchange.ensure_grants(
        consumer="sewa",
        operations=FACTS_READ,
        purpose=definition.code,
        purpose_name=definition.names,
        legal_basis=LEGAL_BASIS,
        from_date=definition.effective_from,
    )
    with transaction.atomic(durable=True):
        version, created = ServiceVersion.objects.get_or_create(
            code=definition.code,
            version=definition.version,
            defaults={
                "sha256": digest,
                "content": content.decode(),
                "effective_from": definition.effective_from,
                "published_at": clock.now(),
                "published_by": actor.label,
            },
        )
        if version.sha256 != digest:
            raise Conflict(
                _(
                    "Version %(version)d of %(code)s was published with other content. Give the change a new version."
                )
                % {"version": definition.version, "code": definition.code},
                code="version-published",
            )
        if created:
            audit.record(
                actor,
                "DEFINITION_PUBLISHED",
                stream=f"sewa.service.{definition.code}",
                rows=[version],
                sha256=digest,
            )
            events.publish(
                DefinitionPublished(definition.code, definition.version, digest, definition.effective_from)
            )
    return version
