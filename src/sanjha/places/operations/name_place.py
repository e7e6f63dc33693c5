"""Record how a place is written in Punjabi and Hindi: known to the tehsil, found in no open list."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjha.kernel import audit, events
from sanjha.kernel.actors import Actor
from sanjha.kernel.errors import DomainError, NotFound
from sanjha.places import rules
from sanjha.places.events import PlaceNamed
from sanjha.places.models import Place
from sanjha.places.official_files import tidy_name
from sanjha.places.operations.load_places import compute_keys, enter_words

LONGEST = 100


def name_place(*, code: str, name_pa: str, name_hi: str, reason: str, actor: Actor) -> Place:
    """Write the names, so that every page, search and certificate shows them from now on. `reason` names the source.

    Raises NotPermitted unless the actor is a revenue officer of a tehsil or keeps the registers, NotFound, and
    DomainError naming the field: the Punjabi name is required, each name is in its own script.
    """
    rules.check_can_name_places(actor)
    reason = rules.check_reason(reason)
    name_pa = tidy_name(rules.clean_words(name_pa, "name_pa", longest=LONGEST))
    name_hi = tidy_name(rules.clean_words(name_hi, "name_hi", longest=LONGEST)) if name_hi.strip() else ""
    rules.check_in_script(name_pa, "name_pa")
    rules.check_in_script(name_hi, "name_hi")
    with transaction.atomic(durable=True):
        try:
            place = Place.objects.select_for_update().get(code=code)
        except Place.DoesNotExist:
            raise NotFound(
                _("There is no place with the code %(code)s.") % {"code": code}, field="code"
            ) from None
        if (place.name_pa, place.name_hi) == (name_pa, name_hi):
            raise DomainError(_("These names are recorded already."), code="unchanged", field="name_pa")
        before = {"name_pa": place.name_pa, "name_hi": place.name_hi}
        place.name_pa, place.name_hi = name_pa, name_hi
        compute_keys(place)
        place.save(update_fields=["name_pa", "name_hi", "sort_pa"])
        enter_words([place])
        events.publish(PlaceNamed(code, name_pa, name_hi))
        # The row itself is not sealed: the next official list may change other columns of it.
        audit.record(
            actor,
            "PLACE_NAMED",
            stream="places",
            code=code,
            before=before,
            after=[name_pa, name_hi],
            reason=reason,
        )
    return place
