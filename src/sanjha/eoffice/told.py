"""What the sender of a letter is told, in three languages; never more than the sender wrote."""

from sanjha.eoffice.models import Receipt
from sanjha.kernel.text import Text
from sanjha.ui.formatting import dmy


def short(receipt: Receipt) -> Text:
    """The short message, as registered with the operators."""
    number, day = receipt.number, dmy(receipt.received_on)
    return Text(
        en=f"Your letter of {day} is received under diary number {number}. Government of Punjab.",
        pa=f"ਤੁਹਾਡਾ {day} ਦਾ ਪੱਤਰ ਡਾਇਰੀ ਨੰਬਰ {number} ਅਧੀਨ ਪ੍ਰਾਪਤ ਹੋਇਆ ਹੈ। ਪੰਜਾਬ ਸਰਕਾਰ।",
        hi=f"आपका {day} का पत्र डायरी संख्या {number} के अंतर्गत प्राप्त हुआ है। पंजाब सरकार।",
    )


def subject(receipt: Receipt) -> str:
    """The subject of the e-mail, in the letter's language."""
    return Text(
        en=f"Acknowledgement: diary number {receipt.number}",
        pa=f"ਪ੍ਰਾਪਤੀ ਸੂਚਨਾ: ਡਾਇਰੀ ਨੰਬਰ {receipt.number}",
        hi=f"पावती: डायरी संख्या {receipt.number}",
    ).in_language(receipt.language)


def body(receipt: Receipt) -> Text:
    """The paragraph of the letter and of the e-mail."""
    day = dmy(receipt.received_on)
    named = receipt.letter_number
    return Text(
        en=f"Your letter{f' no. {named}' if named else ''}, received on {day}, is entered in the diary under number "
        f"{receipt.number}. Please give this number whenever you write about it.",
        pa=f"ਤੁਹਾਡਾ ਪੱਤਰ{f' ਨੰ. {named}' if named else ''}, ਜੋ {day} ਨੂੰ ਪ੍ਰਾਪਤ ਹੋਇਆ, ਡਾਇਰੀ ਵਿੱਚ ਨੰਬਰ {receipt.number} 'ਤੇ ਦਰਜ ਹੈ। "
        "ਅੱਗੇ ਪੱਤਰ-ਵਿਹਾਰ ਵਿੱਚ ਇਹ ਨੰਬਰ ਜ਼ਰੂਰ ਲਿਖੋ।",
        hi=f"आपका पत्र{f' सं. {named}' if named else ''}, जो {day} को प्राप्त हुआ, डायरी में संख्या {receipt.number} पर दर्ज है। "
        "आगे पत्र-व्यवहार में यह संख्या अवश्य लिखें।",
    )


def letter(receipt: Receipt) -> str:
    """The text of the e-mail, in the letter's language, signed by the office that diarised it."""
    office = receipt.diarised_by.office.in_language(receipt.language)
    return f"{body(receipt).in_language(receipt.language)}\n\n{office}\n"
