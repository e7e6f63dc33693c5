"""The public page that says whether a document is true: by camera, by file, by number. No sign-in."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from sanjha.identity.contract import public
from sanjha.kernel.errors import Message
from sanjha.locker import limits
from sanjha.locker.operations.log_verification import log_verification
from sanjha.locker.qr.published_keys import jwks
from sanjha.locker.queries import StoredRegister, withdrawn_key_ids
from sanjha.locker.signing.keyring import keyring
from sanjha.locker.verification.child import collect_apart
from sanjha.locker.verification.verdict import Outcome, Verdict, Way, masked
from sanjha.locker.verification.verify import verify_bytes, verify_text
from sanjha.locker.web.forms import Verify
from sanjha.ui.components import Row
from sanjha.ui.formatting import dmy, dmy_time

TONES = {
    Outcome.VALID: "ok",
    Outcome.EXPIRED: "warn",
    Outcome.NOT_YET_VALID: "warn",
    Outcome.UNKNOWN: "warn",
    Outcome.UNSIGNED: "warn",
    Outcome.UNREADABLE: "warn",
}
QR_LABELS: dict[str, Message] = {
    "name": gettext_lazy("Name"),
    "name_pa": gettext_lazy("Name in Punjabi"),
    "relative": gettext_lazy("Father, mother or husband"),
    "income": gettext_lazy("Yearly income in rupees"),
    "year": gettext_lazy("Financial year"),
}
A_DAY = 24 * 3600


@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Refuse a body that is too large before anything of it is read (also before the check of the form's token)."""
    if limits.is_too_large(request):
        # The form is shown empty: its text could only be had by reading what was sent.
        blank = Verify()
        problem = [("id_file", _("The file is larger than 10 MB; our documents are not."))]
        return render(request, "locker/verify.html", {"form": blank, "problem": problem}, status=413)
    return _verify(request)


@csrf_protect
def _verify(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        # A scanner may bring the text in the address; it is only filled in, the button asks.
        form = Verify(initial={"text": request.GET.get("text", "")[:2000]})
        return render(request, "locker/verify.html", {"form": form})
    form = Verify(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "locker/verify.html", {"form": form}, status=422)
    limits.admit(request)
    trust, register = keyring().trust, StoredRegister()
    uploaded = form.cleaned_data.get("file")
    if uploaded is not None:
        verdict = verify_bytes(uploaded.read(), trust=trust, register=register, collector=collect_apart)
    else:
        verdict = verify_text(form.cleaned_data["text"], trust=trust, register=register)
    return _result(request, verdict, form)


@public
@require_safe
def by_id(request: HttpRequest, doc_id: str) -> HttpResponse:
    """The address that is printed on a document: what the register says of it."""
    limits.admit(request)
    verdict = verify_text(doc_id, trust=keyring().trust, register=StoredRegister())
    return _result(request, verdict, Verify(initial={"text": doc_id}))


def _result(request: HttpRequest, verdict: Verdict, form: Verify) -> HttpResponse:
    log_verification(verdict=verdict)
    values = {
        "form": form,
        "verdict": verdict,
        "tone": TONES.get(verdict.outcome, "danger"),
        "register_rows": _register_rows(verdict),
        "signature_rows": _signature_rows(verdict),
        "qr_rows": [Row(QR_LABELS.get(name, name), value) for name, value in verdict.qr_fields.items()],
        "by_number": verdict.way is Way.NUMBER,
    }
    status = 404 if verdict.outcome is Outcome.UNKNOWN else 200
    return render(request, "locker/verify.html", values, status=status)


def _register_rows(verdict: Verdict) -> list[Row]:
    entry = verdict.entry
    if entry is None:
        return []
    rows = [
        Row(_("Document"), entry.title),
        Row(_("Number"), entry.number),
        Row(_("Holder (in part)"), masked(entry.qr_fields.get("name", ""))),
        Row(_("Issued by"), f"{entry.signatory_post}, {entry.office}"),
        Row(_("Issued"), dmy(entry.issued_at)),
        Row(_("Valid from"), dmy(entry.valid_from)),
    ]
    if entry.valid_to:
        rows.append(Row(_("Valid until"), dmy(entry.valid_to)))
    return rows


def _signature_rows(verdict: Verdict) -> list[Row]:
    rows: list[Row] = []
    if not {"signed-by", "qr-signed"} & {finding.code for finding in verdict.proved}:
        # A name that is not proved is not shown as if it were.
        return rows
    if verdict.signer:
        rows = [Row(_("Certificate"), verdict.signer), Row(_("Certified by"), verdict.signer_authority)]
    if verdict.signed_at:
        rows.append(Row(_("Time of signing"), dmy_time(verdict.signed_at)))
    return rows


@public
@require_safe
def keys(_request: HttpRequest) -> HttpResponse:
    """The public keys of our QR codes (JWKS, RFC 7517), for verifiers that work without a network."""
    trust, withdrawn = keyring().trust, withdrawn_key_ids()
    believed = [
        trust.believes_qr_key(identifier) for identifier in trust.qr_keys if identifier not in withdrawn
    ]
    response = JsonResponse(jwks(found for found in believed if found))
    response["Cache-Control"] = f"public, max-age={A_DAY}"
    response["Access-Control-Allow-Origin"] = "*"
    return response
