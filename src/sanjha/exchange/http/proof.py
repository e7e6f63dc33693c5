"""Who really calls: the signature over the request (RFC 9421), or a token of our own."""

from sanjha.exchange.http.faults import Fault
from sanjha.exchange.http.incoming import Incoming
from sanjha.exchange.member_queries import member_called
from sanjha.exchange.models import Member
from sanjha.exchange.operations.issue_token import member_of_token
from sanjha.kernel import clock, nonces, signatures

_FAILED = "Server.ServerProxy.SslAuthenticationFailed"


def proved_member(incoming: Incoming) -> Member:
    """The active member that X-Road-Client names, proved. Raises Fault 401 for everybody else.

    A suspended member hears the same as a stranger until it has proved itself, then 403.
    """
    authorization = incoming.message.fields.get("authorization", "")
    if authorization and "signature-input" in incoming.message.fields:
        raise Fault(400, "Client.BadRequest", "prove yourself by a signature or by a token, not by both")
    if authorization:
        return _bearer(incoming, authorization)
    return _signer(incoming)


def _bearer(incoming: Incoming, authorization: str) -> Member:
    scheme, _space, token = authorization.partition(" ")
    member = member_of_token(token) if scheme.lower() == "bearer" else None
    if member is None:
        raise Fault(401, _FAILED, "the token is unknown or has run out")
    if member.identifier != incoming.client:
        raise Fault(401, _FAILED, "the token belongs to another member")
    return member


def _signer(incoming: Incoming) -> Member:
    member = member_called(incoming.client)
    try:
        signed = signatures.verify(
            incoming.message,
            key_of=lambda name: member.key if member and name == member.identifier else None,
            now=int(clock.now().timestamp()),
            also=incoming.own_fields,
        )
    except signatures.BadSignature as error:
        raise Fault(401, _FAILED, str(error)) from None
    if member is None:
        raise Fault(401, _FAILED, "the key is not known")
    if not nonces.is_first_use(str(member.id), signed.nonce, seconds=2 * signatures.WINDOW):
        raise Fault(401, _FAILED, "this request came before")
    if not member.is_active:
        raise Fault(403, "Server.ServerProxy.AccessDenied", "the member is suspended")
    return member
