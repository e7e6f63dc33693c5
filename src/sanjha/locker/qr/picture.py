"""The QR code as a picture, and the way back from a photograph or a scan."""

import struct
import warnings
import zlib
from io import BytesIO

import zxingcpp
from PIL import Image, UnidentifiedImageError

MODULE_PIXELS = 6
QUIET_MODULES = 4
LARGEST_PIXELS = 40_000_000
"""A 40-megapixel photograph is enough; more is somebody's trap."""
_QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
_DARK, _LIGHT = b"0" * MODULE_PIXELS, b"1" * MODULE_PIXELS
_AS_DIGITS = b"0" * 128 + b"1" * 128
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
_BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")


class NotAPicture(Exception):
    """The bytes are not a picture of a kind that we read, or it is too large."""


def draw(text: str) -> bytes:
    """A PNG of the QR code, black on white with its quiet zone, error correction M, six pixels a module."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    modules = code.to_image(scale=1, add_quiet_zones=True)
    height, width = modules.shape[:2]
    # Through PIL's own resizing and encoding this takes three times as long; the rows of a module are all the same.
    rows = []
    levels = memoryview(modules).tobytes()  # type: ignore[arg-type]  # a buffer, which its types leave out
    for top in range(0, height * width, width):
        bits = levels[top : top + width].translate(_AS_DIGITS).replace(b"0", _DARK).replace(b"1", _LIGHT)
        rows.append((b"\0" + _packed(bits)) * MODULE_PIXELS)
    return _png(width * MODULE_PIXELS, height * MODULE_PIXELS, b"".join(rows))


def _packed(bits: bytes) -> bytes:
    padded = bits.ljust(-(-len(bits) // 8) * 8, b"0")
    return int(padded, 2).to_bytes(len(padded) // 8)


def _png(width: int, height: int, rows: bytes) -> bytes:
    """One bit a pixel, one means white (PNG specification, third edition, section 11)."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(rows, 6))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def read(picture: bytes) -> list[str]:
    """The texts of all QR codes in a picture, best effort. Raises NotAPicture."""
    return read_image(open_picture(picture))


def open_picture(picture: bytes) -> Image.Image:
    """The picture in grey, opened with a limit on its size. Raises NotAPicture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(picture), formats=FORMATS)
            if image.width * image.height > LARGEST_PIXELS:
                raise NotAPicture
            return image.convert("L")
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise NotAPicture from error


def read_image(image: Image.Image) -> list[str]:
    """The texts of all QR codes in an opened picture, each once, in the order found."""
    found = zxingcpp.read_barcodes(image, formats=_QR)
    return list(dict.fromkeys(code.text for code in found if code.valid and code.text))


def is_picture(data: bytes) -> bool:
    """Whether the bytes begin like a picture of a kind that we read."""
    return data.startswith(_BEGINNINGS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
