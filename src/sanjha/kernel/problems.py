"""The refusals of the API as the OpenAPI document declares them (RFC 9457), for the routes of every service."""

from typing import Any

from sanjha.kernel.http import PROBLEM

_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "example": "urn:sanjha:problem:form-invalid"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "In the language of the request, for a person."},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["path", "code", "message"],
                "properties": {
                    "path": {"type": "string", "example": "family.0.salary"},
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                },
            },
        },
    },
}
_MEANINGS = {
    400: "The request cannot be read.",
    401: "Nobody is signed in.",
    403: "Not yours to do.",
    404: "There is no such thing, or it is not yours to see.",
    409: "Somebody else was first; the answer says who and what.",
    413: "More bytes than anybody needs to send.",
    422: "A rule refuses; `errors` names the fields.",
    429: "Too often; try again later.",
    503: "Something that is needed does not answer; try again.",
}


def refusals(*statuses: int) -> dict[str, Any]:
    """`openapi_extra` of an operation: the statuses with which it refuses."""
    return {
        "responses": {
            status: {"description": _MEANINGS[status], "content": {PROBLEM: {"schema": _SCHEMA}}}
            for status in statuses
        }
    }


READS = refusals(400, 401, 403, 404, 422)
WRITES = refusals(400, 401, 403, 404, 409, 422, 503)
PUBLIC_READS = refusals(400, 404, 422)
