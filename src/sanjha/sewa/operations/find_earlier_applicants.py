"""Find people who were here before, so that nobody types their facts again."""

from django.utils.translation import gettext as _

from sanjha.kernel.actors import Actor
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.errors import DomainError
from sanjha.people import contract as people
from sanjha.sewa import rules
from sanjha.sewa.queries.services import current_version

MOST = 10


def find_earlier_applicants(
    *, service: str, actor: Actor, mobile: str = "", reference: str = "", text: str = "", case: str = ""
) -> list[people.Resident]:
    """The residents known by a mobile number, a reference or a name, for the operator to choose from; at most ten.

    The reading is logged with the service as its purpose and the draft as its `case`. Raises NotPermitted for anybody but a counter operator,
    DomainError when nothing is asked for.
    """
    counter = rules.counter_post(actor)
    if not (mobile.strip() or reference.strip() or len(text.strip()) >= 3):
        raise DomainError(
            _("Type a mobile number, a reference or at least three letters of the name."), field="text"
        )
    purpose = Purpose(current_version(service).code, case=case or f"counter {counter.office_code}")
    return people.find_residents(
        text=text.strip(), mobile=mobile.strip(), reference=reference.strip(), limit=MOST, purpose=purpose
    )
