"""Take a version of a registry out of use."""

from django.db import transaction

from sanjha.kernel import audit, clock
from sanjha.kernel.actors import Actor
from sanjha.registries import rules
from sanjha.registries.models import Version


def disable_registry(*, number: int, actor: Actor, client: str = "") -> bool:
    """Disable the version with this number; its rows and their history stay in the store.

    False when there is none or it was disabled before. Raises NotPermitted unless the system or an administrator of
    registries acts.
    """
    rules.check_may_keep(actor)
    if not 0 < number < 2**63:
        return False
    with transaction.atomic(durable=True):
        found = Version.objects.select_for_update().filter(number=number, disabled_at__isnull=True).first()
        if found is None:
            return False
        found.disabled_at = clock.now()
        found.save(update_fields=["disabled_at"])
        audit.record(
            actor, "REGISTRY_DISABLED", stream=f"registry.{found.registry_id}", rows=[found], client=client
        )
    return True
