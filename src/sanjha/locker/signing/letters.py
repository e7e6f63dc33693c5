"""Sign a letter: number, date and signature go into the fields that its page has reserved, in one appended revision.

The approved file stays as it is, byte for byte, at the beginning of the signed one (ISO 32000-1, 7.5.6: incremental
updates); the signature is PAdES baseline B-B over the whole. A reserved field is a link to urn:sanjha:field:<name>.
"""

# pyHanko leaves some of its calls untyped.
# mypy: disable-error-code="no-untyped-call"

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.stamp import StaticStampStyle

from sanjha.locker.pki.certificates import common_name
from sanjha.locker.signing.cms import CmsTemplate
from sanjha.locker.signing.fallback import Bridge, finish
from sanjha.locker.signing.pades import FIELD, RESERVED, SignatureFacts
from sanjha.locker.signing.signer import Signer

PREFIX = "urn:sanjha:field:"
SIGNATURE = "signature"
_READ_ONLY = 1
_PRINTED_AND_LOCKED = 4 | 128


class NotALetter(Exception):
    """The file reserves no field for its signature, or cannot be read."""


@dataclass(frozen=True)
class Place:
    """Where a reserved field is: the page, from 0, and its corners in points from the lower left one of the page."""

    page: int
    box: tuple[float, float, float, float]

    @property
    def width(self) -> float:
        return self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]


@dataclass(frozen=True)
class Filling:
    """What goes into a field: its value for programs, and the page of just its size that is shown there."""

    value: str
    picture: bytes


def places_of(pdf: bytes) -> dict[str, Place]:
    """The reserved fields of a letter by name. Raises NotALetter unless there is one for the signature."""
    try:
        found = dict(_places(PdfFileReader(BytesIO(pdf))))
    except (PdfError, ValueError, KeyError) as error:
        raise NotALetter("the file cannot be read") from error
    if SIGNATURE not in found:
        raise NotALetter("no field is reserved for the signature")
    return found


def sign_letter_file(
    pdf: bytes, fillings: Mapping[str, Filling], *, signer: Signer, facts: SignatureFacts
) -> bytes:
    """The letter with its fields filled and signed; it begins with exactly the bytes of `pdf`.

    Raises NotALetter, and Unavailable when the key cannot be reached.
    """
    places = places_of(pdf)
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    signature = places[SIGNATURE]
    corners = tuple(round(corner) for corner in signature.box)
    append_signature_field(writer, SigFieldSpec(FIELD, on_page=signature.page, box=corners))  # type: ignore[arg-type]
    for name, place in places.items():
        if name != SIGNATURE:
            _fill(writer, name, place, fillings[name])
    metadata = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=facts.reason or None,
        location=facts.location or None,
        name=common_name(signer.certificate),
    )
    style = StaticStampStyle(background=_Picture(fillings[SIGNATURE].picture), border_width=0)
    pdf_signer = PdfSigner(metadata, signer=Bridge(signer), stamp_style=style)
    reserved = max(RESERVED, CmsTemplate(signer).largest)
    return asyncio.run(finish(writer, pdf_signer, facts.signed_at, reserved))


def _places(reader: PdfFileReader) -> Iterator[tuple[str, Place]]:
    for number in range(int(reader.root["/Pages"]["/Count"])):
        page, _resources = reader.find_page_for_modification(number)
        for annotation in page.get_object().get("/Annots", ()):
            link = annotation.get_object()
            action = link.get("/A", {})
            address = str(action.get("/URI", "")) if action else ""
            if address.startswith(PREFIX):
                left, low, right, high = (float(corner) for corner in link["/Rect"])
                yield address.removeprefix(PREFIX), Place(number, (left, low, right, high))


def _fill(writer: IncrementalPdfFileWriter, name: str, place: Place, filling: Filling) -> None:
    """A text field that nobody may change, with its picture, on the page and among the fields of the file."""
    page, _resources = writer.find_page_for_modification(place.page)
    appearance = _Picture(filling.picture, box=BoxConstraints(place.width, place.height))
    appearance.set_writer(writer)
    field = writer.add_object(
        generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name("/Widget"),
                pdf_name("/FT"): pdf_name("/Tx"),
                pdf_name("/Ff"): generic.NumberObject(_READ_ONLY),
                pdf_name("/F"): generic.NumberObject(_PRINTED_AND_LOCKED),
                pdf_name("/T"): generic.pdf_string(name),
                pdf_name("/V"): generic.pdf_string(filling.value),
                pdf_name("/Rect"): generic.ArrayObject(generic.FloatObject(each) for each in place.box),
                pdf_name("/P"): page,
                pdf_name("/AP"): generic.DictionaryObject(
                    {pdf_name("/N"): writer.add_object(appearance.as_form_xobject())}
                ),
            }
        )
    )
    writer.register_annotation(page, field)
    fields = writer.root["/AcroForm"]["/Fields"]
    fields.append(field)
    writer.update_container(fields)


class _Picture(PdfContent):
    """The first page of a small file as a picture."""

    def __init__(self, pdf: bytes, box: BoxConstraints | None = None) -> None:
        self._pdf = pdf
        super().__init__(box=box)

    def render(self) -> bytes:
        form = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self._pdf)))
        self.resources.xobject["/Picture"] = form
        left, low, right, high = (float(edge) for edge in form.get_object()["/BBox"])
        self.box = BoxConstraints(width=right - left, height=high - low)
        return b"/Picture Do"
