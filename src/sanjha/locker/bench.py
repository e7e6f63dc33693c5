"""How fast documents are issued, beside what the bare parts take: a page, a QR code, an RSA signature."""

import resource
import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import typst
import zxingcpp
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from sanjha.kernel import clock
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.conf import conf
from sanjha.kernel.contracts import Purpose
from sanjha.locker.bench_sample import TEMPLATE, invented_data, invented_request
from sanjha.locker.models import Document
from sanjha.locker.operations.init_pki import init_pki
from sanjha.locker.operations.issue_document import issue_document
from sanjha.locker.qr import credential
from sanjha.locker.qr.picture import draw
from sanjha.locker.record import record_of
from sanjha.locker.rendering.compiler import FONTS, FRAME, IST, STANDARD, Page
from sanjha.locker.signing.keyring import keyring

OFFICE = "BENCH"
PURPOSE = Purpose("REV-INCOME", case="bench")
WARM_UP = 10
OTHERS = 500_000


def bench_issue(*, documents: int = 200) -> dict[str, Any]:
    """Documents a second in one process, from approved data to stored, signed and registered.

    The limit is measured in turn with it, so that a busy machine slows both: the bare Typst compilation of the same
    page, the bare QR code of the same text and a bare RSA-2048 signature, one after another. It needs a store and
    leaves `documents` invented documents in it. Raises DomainError where real keys are set up.
    """
    init_pki(home=conf.home, offices=[OFFICE])
    bare = _Bare()
    ours: list[float] = []
    for number in range(documents + WARM_UP):
        seconds, document = _timed(partial(_issue, number))
        ours.append(seconds)
        bare.run(document, OTHERS + number)
    ours = ours[WARM_UP:]
    return _result(ours, {name: seconds[WARM_UP:] for name, seconds in bare.seconds.items()})


def _issue(number: int) -> Document:
    return issue_document(request=invented_request(number, OFFICE), actor=SYSTEM, purpose=PURPOSE)


class _Bare:
    """The three parts without anything around them."""

    def __init__(self) -> None:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
        self._compiler = typst.Compiler(root=str(conf.catalogue), font_paths=fonts, ignore_system_fonts=True)
        self._main = FRAME.replace("@TEMPLATE@", TEMPLATE).encode()
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.seconds: dict[str, list[float]] = {"typst": [], "qr": [], "rsa": []}

    def run(self, document: Document, number: int) -> None:
        given, text = _like(document, number)
        self._measure("qr", lambda: _bare_code(text))
        self._measure("typst", lambda: self._compile(given))
        self._measure("rsa", lambda: self._key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))

    def _compile(self, given: str) -> object:
        return self._compiler.compile(
            input=self._main,
            format="pdf",
            sys_inputs={"given": given},
            pdf_standards=[STANDARD],
            timestamp=clock.now().astimezone(IST).replace(microsecond=0),
            pdf_tags=False,
        )

    def _measure(self, name: str, work: Callable[[], object]) -> None:
        self.seconds[name].append(_timed(work)[0])


def _bare_code(text: str) -> object:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return code.to_image(scale=1, add_quiet_zones=True)


def _like(document: Document, number: int) -> tuple[str, str]:
    """What the compiler and the QR code would be given for one more document of the same kind, of other people.

    The very same page would be half remembered by the compiler: the limit would be too good to be true.
    """
    issued_at = document.issue_time
    record = record_of(document, document.contents, issued_at) | {
        "number": f"{document.number[:-9]}{number:07d}-0"
    }
    stated = credential.Credential(
        issuer=document.issuer_id,
        document_id=f"{number:010d}",
        issued_at=issued_at,
        kind=document.doctype,
        number=record["number"],
        data_hash=bytes(credential.HASH_BYTES),
        fields=document.contents.qr_fields,
    )
    text = credential.encode(stated, signer=keyring().for_qr())
    page = Page(
        data=invented_data(number, clock.today()),
        doc={
            **record,
            "uri": f"{document.uri[:-7]}{number:07d}",
            "verify_url": f"{conf.public_url}/v/{number:010d}",
        },
        qr=draw(text),
        title=record["number"],
        specimen=True,
    )
    return page.as_input(), text


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    done = work()
    return time.perf_counter() - begun, done


def _result(ours: list[float], bare: dict[str, list[float]]) -> dict[str, Any]:
    limit = len(ours) / sum(sum(seconds) for seconds in bare.values())
    rate = len(ours) / sum(ours)
    return {
        "bench": "issue",
        "ours": round(rate, 1),
        "limit": round(limit, 1),
        "ratio": round(rate / limit, 3),
        "unit": "documents per second and core",
        "detail": {
            "documents": len(ours),
            "ours_median_ms": _milliseconds(statistics.median(ours)),
            "ours_mean_ms": _milliseconds(statistics.mean(ours)),
            "ours_slowest_ms": _milliseconds(max(ours)),
            **{
                f"limit_{name}_mean_ms": _milliseconds(statistics.mean(seconds))
                for name, seconds in bare.items()
            },
            "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        },
    }


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 2)
