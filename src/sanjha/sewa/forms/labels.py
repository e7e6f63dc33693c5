"""The fixed words of a form's page: buttons, yes and no, kinds of identity documents."""

from __future__ import annotations

from sanjha.kernel.text import Text

CHOOSE = Text("Choose", "ਚੁਣੋ", "चुनें")
YES = Text("Yes", "ਹਾਂ", "हाँ")
NO = Text("No", "ਨਹੀਂ", "नहीं")
ADD = Text("Add: {row}", "ਹੋਰ ਜੋੜੋ: {row}", "और जोड़ें: {row}")
REMOVE = Text("Remove", "ਹਟਾਓ", "हटाएँ")
UPDATE = Text("Update the form", "ਫਾਰਮ ਤਾਜ਼ਾ ਕਰੋ", "फ़ॉर्म ताज़ा करें")
UPDATE_HINT = Text(
    "Press this after an answer on which other questions depend.",
    "ਜਿਸ ਜਵਾਬ ਉੱਤੇ ਹੋਰ ਸਵਾਲ ਨਿਰਭਰ ਹਨ, ਉਸ ਤੋਂ ਬਾਅਦ ਇਹ ਦਬਾਓ।",
    "जिस उत्तर पर दूसरे प्रश्न निर्भर हैं, उसके बाद यह दबाएँ।",
)
LATITUDE = Text("Latitude", "ਵਿਥਕਾਰ", "अक्षांश")
LONGITUDE = Text("Longitude", "ਲੰਬਕਾਰ", "देशांतर")
ACCURACY = Text("Accuracy in metres", "ਸ਼ੁੱਧਤਾ (ਮੀਟਰ)", "सटीकता (मीटर)")
LOCATE = Text("Find my position", "ਮੇਰਾ ਟਿਕਾਣਾ ਲੱਭੋ", "मेरा स्थान खोजें")
LOCATE_FOUND = Text("Position found.", "ਟਿਕਾਣਾ ਲੱਭ ਗਿਆ।", "स्थान मिल गया।")
LOCATE_FAILED = Text(
    "The position was not found. Type it, or leave it empty.",
    "ਟਿਕਾਣਾ ਨਹੀਂ ਲੱਭਾ। ਖ਼ੁਦ ਲਿਖੋ ਜਾਂ ਖਾਲੀ ਛੱਡੋ।",
    "स्थान नहीं मिला। स्वयं लिखें या खाली छोड़ें।",
)
WORDS = {
    "update": UPDATE, "update_hint": UPDATE_HINT, "remove": REMOVE, "locate": LOCATE, "locate_found": LOCATE_FOUND,
    "locate_failed": LOCATE_FAILED,
}  # fmt: skip
IDENTITY_TYPE = Text("Kind of document", "ਦਸਤਾਵੇਜ਼ ਦੀ ਕਿਸਮ", "दस्तावेज़ का प्रकार")
IDENTITY_NUMBER = Text("Number", "ਨੰਬਰ", "नंबर")
IDENTITY_NAMES = {
    "AADHAAR": Text("Aadhaar", "ਆਧਾਰ", "आधार"),
    "VOTER": Text("Voter card", "ਵੋਟਰ ਕਾਰਡ", "मतदाता पहचान पत्र"),
    "PASSPORT": Text("Passport", "ਪਾਸਪੋਰਟ", "पासपोर्ट"),
    "DRIVING_LICENCE": Text("Driving licence", "ਡਰਾਈਵਿੰਗ ਲਾਇਸੰਸ", "ड्राइविंग लाइसेंस"),
    "PAN": Text("PAN", "ਪੈਨ", "पैन"),
    "GOVERNMENT_ID": Text("Other government identity card", "ਹੋਰ ਸਰਕਾਰੀ ਪਛਾਣ ਪੱਤਰ", "अन्य सरकारी पहचान पत्र"),
}
