"""How fast documents are issued, beside what the bare parts take: a page, a QR code, an RSA signature."""

import resource
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import typst
import zxingcpp
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from sanjha.kernel import clock, money
from sanjha.kernel.actors import SYSTEM
from sanjha.kernel.conf import conf
from sanjha.kernel.contracts import Purpose
from sanjha.kernel.ids import new_id
from sanjha.kernel.text import Text
from sanjha.locker.contract import IssueRequest, Signatory
from sanjha.locker.models import Document
from sanjha.locker.operations.init_pki import init_pki
from sanjha.locker.operations.issue_document import issue_document
from sanjha.locker.qr import credential
from sanjha.locker.qr.picture import draw
from sanjha.locker.record import record_of
from sanjha.locker.rendering.compiler import FONTS, FRAME, IST, STANDARD, Page
from sanjha.locker.signing.keyring import keyring

OFFICE = "BENCH"
TEMPLATE = "revenue/income-certificate/document.typ"
PURPOSE = Purpose("REV-INCOME", case="bench")
WARM_UP = 10


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
        bare.run(document)
    ours = ours[WARM_UP:]
    return _result(ours, {name: seconds[WARM_UP:] for name, seconds in bare.seconds.items()})


def _issue(number: int) -> Document:
    return issue_document(request=_request(number), actor=SYSTEM, purpose=PURPOSE)


class _Bare:
    """The three parts without anything around them."""

    def __init__(self) -> None:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
        self._compiler = typst.Compiler(root=str(conf.catalogue), font_paths=fonts, ignore_system_fonts=True)
        self._main = FRAME.replace("@TEMPLATE@", TEMPLATE).encode()
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.seconds: dict[str, list[float]] = {"typst": [], "qr": [], "rsa": []}

    def run(self, document: Document) -> None:
        given, text = _same_page(document)
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


def _same_page(document: Document) -> tuple[str, str]:
    """What the compiler was given for this document but for one letter: it must not remember the page."""
    contents = document.contents
    record = record_of(document, contents, document.issue_time)
    signer = keyring().for_qr()
    stated = credential.Credential(
        document.issuer_id,
        document.doc_id,
        document.issue_time,
        document.doctype,
        document.number,
        bytes(credential.HASH_BYTES),
        None,
        contents.qr_fields,
    )
    doc = {**record, "doc_id": document.doc_id[::-1], "uri": document.uri[::-1], "verify_url": document.uri}
    page = Page(
        data=contents.data, doc=doc, qr=draw(str(new_id()).upper() * 12), title=document.number, specimen=True
    )
    return page.as_input(), credential.encode(stated, signer=signer)


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


def _request(number: int) -> IssueRequest:
    """An invented family; every document differs, so that nothing is remembered from the last one."""
    today = clock.today()
    return IssueRequest(
        source="bench",
        source_id=new_id(),
        template=TEMPLATE,
        doctype="INCER",
        office=new_id(),
        office_code=OFFICE,
        district="BNL",
        subject=new_id(),
        title=Text("Income Certificate", "ਆਮਦਨ ਸਰਟੀਫਿਕੇਟ"),
        data=_data(number, today),
        valid_from=today,
        valid_to=today + timedelta(days=120),
        qr_fields={
            "name": f"Harpreet Kaur {number}",
            "name_pa": "ਹਰਪ੍ਰੀਤ ਕੌਰ",
            "income": "145000",
            "year": "2025-26",
        },
        signatory=Signatory(
            name=Text("Invented Officer", "ਕਲਪਿਤ ਅਫ਼ਸਰ"),
            post=Text("Tehsildar", "ਤਹਿਸੀਲਦਾਰ"),
            office=Text("Tehsil Tapa", "ਤਹਿਸੀਲ ਤਪਾ"),
            place=Text("Tapa, District Barnala", "ਤਪਾ, ਜ਼ਿਲ੍ਹਾ ਬਰਨਾਲਾ"),
        ),
        period="2025-26",
    )


def _data(number: int, today: date) -> dict[str, Any]:
    total = 120000 + number
    return {
        "application_number": f"PB/BNL/REV-INCOME/{today.year}/{number:07d}-0",
        "application_date": today.isoformat(),
        "purpose": _both("Scholarship", "ਵਜ਼ੀਫ਼ਾ"),
        "financial_year": "2025-26",
        "beneficiary": {
            "name": _both(f"Harpreet Kaur {number}", "ਹਰਪ੍ਰੀਤ ਕੌਰ"),
            "relation": _both("daughter of", "ਪੁੱਤਰੀ"),
            "relative_name": _both("Gurdev Singh", "ਗੁਰਦੇਵ ਸਿੰਘ"),
            "born_on": "2006-05-14",
            "age": 20,
        },
        "address": {
            "house": str(number),
            "street": "",
            "area": "",
            "place": _both("Dhilwan", ""),
            "place_kind": _both("Village", "ਪਿੰਡ"),
            "post_office": "Dhilwan",
            "tehsil": _both("Tapa", "ਤਪਾ"),
            "district": _both("Barnala", "ਬਰਨਾਲਾ"),
            "pin": "148108",
        },
        "family": [
            _member("Gurdev Singh", "ਗੁਰਦੇਵ ਸਿੰਘ", _both("father", "ਪਿਤਾ"), 52, total),
            _member("Paramjit Kaur", "ਪਰਮਜੀਤ ਕੌਰ", _both("mother", "ਮਾਤਾ"), 48, 0),
            _member("Harpreet Kaur", "ਹਰਪ੍ਰੀਤ ਕੌਰ", _both("self", "ਖੁਦ"), 20, 0),
            _member("Jaskaran Singh", "ਜਸਕਰਨ ਸਿੰਘ", _both("brother", "ਭਰਾ"), 17, 0),
        ],
        "land": None,
        "total_income": total,
        "total_income_words": _both(money.in_words(total, "en"), money.in_words(total, "pa")),
        "report": {
            "number": f"BNL/PTW/{today.year}/{number:05d}",
            "date": today.isoformat(),
            "post": _both("Patwari", "ਪਟਵਾਰੀ"),
            "office": _both("Patwar Circle Dhilwan", "ਪਟਵਾਰ ਹਲਕਾ ਢਿੱਲਵਾਂ"),
        },
    }


def _member(name: str, name_pa: str, relation: dict[str, str], age: int, income: int) -> dict[str, Any]:
    return {
        "name": _both(name, name_pa),
        "relation": relation,
        "age": age,
        "occupation": _both("Farmer", "ਕਿਸਾਨ"),
        "income": income,
    }


def _both(en: str, pa: str) -> dict[str, str]:
    return {"en": en, "pa": pa}
