"""The texts of identity's own short messages, in three languages, as registered with the operators."""

from sanjha.kernel.text import Text

SIGN_IN_CODE = "SIGN_IN_CODE"


def sign_in_code(code: str) -> Text:
    """The one-time code, its life, and the warning that nobody asks for it."""
    return Text(
        en=f"{code} is your code to sign in to Sanjha, Government of Punjab. It is valid for 10 minutes. "
        "Do not tell it to anybody; no officer asks for it.",
        pa=f"ਸਾਂਝਾ, ਪੰਜਾਬ ਸਰਕਾਰ ਵਿੱਚ ਦਾਖ਼ਲ ਹੋਣ ਲਈ ਤੁਹਾਡਾ ਕੋਡ {code} ਹੈ। ਇਹ 10 ਮਿੰਟ ਤੱਕ ਚੱਲੇਗਾ। "
        "ਇਹ ਕਿਸੇ ਨੂੰ ਨਾ ਦੱਸੋ; ਕੋਈ ਅਧਿਕਾਰੀ ਇਹ ਨਹੀਂ ਪੁੱਛਦਾ।",
        hi=f"सांझा, पंजाब सरकार में प्रवेश के लिए आपका कोड {code} है। यह 10 मिनट तक मान्य है। "
        "यह किसी को न बताएँ; कोई अधिकारी यह नहीं पूछता।",
    )
