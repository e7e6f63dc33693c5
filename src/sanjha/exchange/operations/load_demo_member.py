"""One invented system of a department, so that the pages of its keeper are not empty."""

import base64
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sanjha.exchange import member_queries
from sanjha.exchange.operations.ask_access import ask_access
from sanjha.exchange.operations.register_member import register_member
from sanjha.exchange.operations.set_head_office import set_head_office
from sanjha.kernel import clock
from sanjha.kernel.actors import SYSTEM

HEAD_OFFICE = "GGIT-HQ"
IDENTIFIER = "PB/GOV/GGIT/HELPLINE"


def load_demo_member() -> None:
    """Register it and let it ask for one permission, once. Its private key is kept nowhere: nobody calls in its name."""
    if member_queries.member_called(IDENTIFIER) is not None:
        return
    key = Ed25519PrivateKey.generate().public_key()
    member = register_member(
        member_class="GOV",
        code="GGIT",
        subsystem="HELPLINE",
        department_en="Good Governance: helpline for residents",
        department_pa="ਚੰਗਾ ਸ਼ਾਸਨ: ਵਸਨੀਕਾਂ ਲਈ ਹੈਲਪਲਾਈਨ",
        department_hi="सुशासन: निवासियों के लिए हेल्पलाइन",
        public_key=base64.b64encode(key.public_bytes_raw()).decode(),
        contact_name="Jaskirat Singh Virk",
        contact_email="helpline@example.org",
        actor=SYSTEM,
    )
    set_head_office(member_id=member.id, head_office=HEAD_OFFICE, actor=SYSTEM)
    ask_access(
        consumer=member.identifier,
        operation="people.v1/resident-by-mobile",
        purpose="GGIT-HELPLINE",
        legal_basis="Demonstration",
        facts=["resident.name", "resident.address"],
        from_date=clock.today(),
        until_date=clock.today() + timedelta(days=365),
        per_minute=30,
        actor=SYSTEM,
    )
