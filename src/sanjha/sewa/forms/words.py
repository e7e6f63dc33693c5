"""What the form engine says, in three languages: every refusal by its code, and the names of the months."""

from __future__ import annotations

from sanjha.kernel.text import Text

WORDS: dict[str, Text] = {
    "required": Text("This must be filled in.", "ਇਹ ਭਰਨਾ ਜ਼ਰੂਰੀ ਹੈ।", "इसे भरना आवश्यक है।"),
    "choose": Text("Choose one.", "ਇੱਕ ਚੁਣੋ।", "एक चुनें।"),
    "yes-or-no": Text("Answer yes or no.", "ਹਾਂ ਜਾਂ ਨਹੀਂ ਵਿੱਚ ਜਵਾਬ ਦਿਓ।", "हाँ या नहीं में उत्तर दें।"),
    "declaration": Text(
        "Tick this to make the declaration; without it the application cannot be taken.",
        "ਘੋਸ਼ਣਾ ਲਈ ਇੱਥੇ ਨਿਸ਼ਾਨ ਲਾਓ; ਇਸ ਤੋਂ ਬਿਨਾਂ ਅਰਜ਼ੀ ਨਹੀਂ ਲਈ ਜਾ ਸਕਦੀ।",
        "घोषणा के लिए यहाँ निशान लगाएँ; इसके बिना आवेदन नहीं लिया जा सकता।",
    ),
    "wrong-type": Text(
        "This was sent in a form that is not understood.",
        "ਇਹ ਜਾਣਕਾਰੀ ਸਮਝ ਨਾ ਆਉਣ ਵਾਲੇ ਰੂਪ ਵਿੱਚ ਭੇਜੀ ਗਈ ਹੈ।",
        "यह ऐसे रूप में भेजा गया है जो समझ में नहीं आता।",
    ),
    "unknown-key": Text(
        "The form has no such field.", "ਫਾਰਮ ਵਿੱਚ ਅਜਿਹਾ ਕੋਈ ਖਾਨਾ ਨਹੀਂ ਹੈ।", "फ़ॉर्म में ऐसा कोई खाना नहीं है।"
    ),
    "ignored-keys": Text(
        "Parts of what was sent do not belong to this form and were left out: {keys}",
        "ਭੇਜੀ ਜਾਣਕਾਰੀ ਦੇ ਕੁਝ ਹਿੱਸੇ ਇਸ ਫਾਰਮ ਦੇ ਨਹੀਂ ਹਨ ਅਤੇ ਛੱਡ ਦਿੱਤੇ ਗਏ: {keys}",
        "भेजी गई जानकारी के कुछ भाग इस फ़ॉर्म के नहीं हैं और छोड़ दिए गए: {keys}",
    ),
    "ignored-many": Text(
        "Too much was sent at once; the rest was left out.",
        "ਇੱਕੋ ਵਾਰ ਬਹੁਤ ਜ਼ਿਆਦਾ ਜਾਣਕਾਰੀ ਭੇਜੀ ਗਈ; ਬਾਕੀ ਛੱਡ ਦਿੱਤੀ ਗਈ।",
        "एक साथ बहुत अधिक जानकारी भेजी गई; शेष छोड़ दी गई।",
    ),
    "control-character": Text(
        "It holds a character that cannot be printed. Type it again.",
        "ਇਸ ਵਿੱਚ ਅਜਿਹਾ ਅੱਖਰ ਹੈ ਜੋ ਛਪ ਨਹੀਂ ਸਕਦਾ। ਮੁੜ ਲਿਖੋ।",
        "इसमें ऐसा अक्षर है जो छप नहीं सकता। दोबारा लिखें।",
    ),
    "html": Text(
        "It holds program code or HTML signs. Write plain words.",
        "ਇਸ ਵਿੱਚ ਕੋਡ ਜਾਂ HTML ਦੇ ਚਿੰਨ੍ਹ ਹਨ। ਸਾਦੇ ਸ਼ਬਦ ਲਿਖੋ।",
        "इसमें कोड या HTML के चिह्न हैं। सादे शब्द लिखें।",
    ),
    "aadhaar-in-text": Text(
        "It holds a full Aadhaar number, which is never stored. Take it out or write the last four digits only.",
        "ਇਸ ਵਿੱਚ ਪੂਰਾ ਆਧਾਰ ਨੰਬਰ ਹੈ, ਜੋ ਕਦੇ ਨਹੀਂ ਰੱਖਿਆ ਜਾਂਦਾ। ਇਸ ਨੂੰ ਹਟਾਓ ਜਾਂ ਸਿਰਫ਼ ਆਖ਼ਰੀ ਚਾਰ ਅੰਕ ਲਿਖੋ।",
        "इसमें पूरा आधार नंबर है, जो कभी नहीं रखा जाता। इसे हटाएँ या केवल अंतिम चार अंक लिखें।",
    ),
    "odd-character": Text(
        "The sign {sign} cannot be used here.",
        "ਚਿੰਨ੍ਹ {sign} ਇੱਥੇ ਨਹੀਂ ਲਿਖਿਆ ਜਾ ਸਕਦਾ।",
        "चिह्न {sign} यहाँ नहीं लिखा जा सकता।",
    ),
    "script-latin": Text(
        "Write it in English letters; {sign} is not one.",
        "ਅੰਗਰੇਜ਼ੀ ਅੱਖਰਾਂ ਵਿੱਚ ਲਿਖੋ; {sign} ਅੰਗਰੇਜ਼ੀ ਅੱਖਰ ਨਹੀਂ ਹੈ।",
        "अंग्रेज़ी अक्षरों में लिखें; {sign} अंग्रेज़ी अक्षर नहीं है।",
    ),
    "script-gurmukhi": Text(
        "Write it in Gurmukhi letters; {sign} is not one.",
        "ਗੁਰਮੁਖੀ ਅੱਖਰਾਂ ਵਿੱਚ ਲਿਖੋ; {sign} ਗੁਰਮੁਖੀ ਅੱਖਰ ਨਹੀਂ ਹੈ।",
        "गुरमुखी अक्षरों में लिखें; {sign} गुरमुखी अक्षर नहीं है।",
    ),
    "script-devanagari": Text(
        "Write it in Devanagari letters; {sign} is not one.",
        "ਦੇਵਨਾਗਰੀ ਅੱਖਰਾਂ ਵਿੱਚ ਲਿਖੋ; {sign} ਦੇਵਨਾਗਰੀ ਅੱਖਰ ਨਹੀਂ ਹੈ।",
        "देवनागरी अक्षरों में लिखें; {sign} देवनागरी अक्षर नहीं है।",
    ),
    "script-any": Text(
        "Write it in English, Gurmukhi or Devanagari letters; {sign} is none of them.",
        "ਅੰਗਰੇਜ਼ੀ, ਗੁਰਮੁਖੀ ਜਾਂ ਦੇਵਨਾਗਰੀ ਅੱਖਰਾਂ ਵਿੱਚ ਲਿਖੋ; {sign} ਇਨ੍ਹਾਂ ਵਿੱਚੋਂ ਨਹੀਂ ਹੈ।",
        "अंग्रेज़ी, गुरमुखी या देवनागरी अक्षरों में लिखें; {sign} इनमें से नहीं है।",
    ),
    "too-short": Text(
        "Write at least {least} characters.", "ਘੱਟੋ-ਘੱਟ {least} ਅੱਖਰ ਲਿਖੋ।", "कम से कम {least} अक्षर लिखें।"
    ),
    "too-long": Text(
        "Write at most {most} characters.", "ਵੱਧ ਤੋਂ ਵੱਧ {most} ਅੱਖਰ ਲਿਖੋ।", "अधिक से अधिक {most} अक्षर लिखें।"
    ),
    "name-en": Text(
        "Use only English letters, space, full stop, apostrophe and hyphen, a letter first.",
        "ਸਿਰਫ਼ ਅੰਗਰੇਜ਼ੀ ਅੱਖਰ, ਖਾਲੀ ਥਾਂ, ਬਿੰਦੀ (.), ' ਅਤੇ - ਲਿਖੋ; ਪਹਿਲਾਂ ਅੱਖਰ ਹੋਵੇ।",
        "केवल अंग्रेज़ी अक्षर, रिक्त स्थान, बिंदु (.), ' और - लिखें; पहले अक्षर हो।",
    ),
    "name-pa": Text(
        "Use only Gurmukhi letters, space and full stop, a letter first.",
        "ਸਿਰਫ਼ ਗੁਰਮੁਖੀ ਅੱਖਰ, ਖਾਲੀ ਥਾਂ ਅਤੇ ਬਿੰਦੀ (.) ਲਿਖੋ; ਪਹਿਲਾਂ ਅੱਖਰ ਹੋਵੇ।",
        "केवल गुरमुखी अक्षर, रिक्त स्थान और बिंदु (.) लिखें; पहले अक्षर हो।",
    ),
    "not-integer": Text(
        "Type a whole number, digits only.", "ਪੂਰਾ ਅੰਕ ਲਿਖੋ, ਸਿਰਫ਼ ਅੰਕਾਂ ਵਿੱਚ।", "पूर्ण संख्या लिखें, केवल अंकों में।"
    ),
    "not-money": Text(
        "Type whole rupees, for example 1,25,000. No paise.",
        "ਪੂਰੇ ਰੁਪਏ ਲਿਖੋ, ਜਿਵੇਂ 1,25,000। ਪੈਸੇ ਨਾ ਲਿਖੋ।",
        "पूरे रुपये लिखें, जैसे 1,25,000। पैसे न लिखें।",
    ),
    "negative": Text("It cannot be less than zero.", "ਇਹ ਸਿਫ਼ਰ ਤੋਂ ਘੱਟ ਨਹੀਂ ਹੋ ਸਕਦਾ।", "यह शून्य से कम नहीं हो सकता।"),
    "not-decimal": Text(
        "Type a number with at most {places} decimal places, for example 12.5.",
        "ਦਸ਼ਮਲਵ ਤੋਂ ਬਾਅਦ ਵੱਧ ਤੋਂ ਵੱਧ {places} ਅੰਕਾਂ ਵਾਲੀ ਸੰਖਿਆ ਲਿਖੋ, ਜਿਵੇਂ 12.5।",
        "दशमलव के बाद अधिकतम {places} अंकों वाली संख्या लिखें, जैसे 12.5।",
    ),
    "too-small": Text(
        "It cannot be less than {least}.", "ਇਹ {least} ਤੋਂ ਘੱਟ ਨਹੀਂ ਹੋ ਸਕਦਾ।", "यह {least} से कम नहीं हो सकता।"
    ),
    "too-large": Text(
        "It cannot be more than {most}.", "ਇਹ {most} ਤੋਂ ਵੱਧ ਨਹੀਂ ਹੋ ਸਕਦਾ।", "यह {most} से अधिक नहीं हो सकता।"
    ),
    "not-date": Text(
        "Type the date as DD-MM-YYYY, for example 05-11-1994.",
        "ਮਿਤੀ ਦਿਨ-ਮਹੀਨਾ-ਸਾਲ ਲਿਖੋ, ਜਿਵੇਂ 05-11-1994।",
        "तिथि दिन-माह-वर्ष लिखें, जैसे 05-11-1994।",
    ),
    "no-such-day": Text(
        "{day} {month} {year} does not exist. Type the date as DD-MM-YYYY.",
        "{day} {month} {year} ਕੋਈ ਮਿਤੀ ਨਹੀਂ ਹੈ। ਮਿਤੀ ਦਿਨ-ਮਹੀਨਾ-ਸਾਲ ਲਿਖੋ।",
        "{day} {month} {year} कोई तिथि नहीं है। तिथि दिन-माह-वर्ष लिखें।",
    ),
    "no-such-month": Text(
        "There is no month {month}. Type the date as DD-MM-YYYY.",
        "ਮਹੀਨਾ {month} ਨਹੀਂ ਹੁੰਦਾ। ਮਿਤੀ ਦਿਨ-ਮਹੀਨਾ-ਸਾਲ ਲਿਖੋ।",
        "माह {month} नहीं होता। तिथि दिन-माह-वर्ष लिखें।",
    ),
    "in-future": Text(
        "This date lies in the future.", "ਇਹ ਮਿਤੀ ਆਉਣ ਵਾਲੇ ਸਮੇਂ ਦੀ ਹੈ।", "यह तिथि आने वाले समय की है।"
    ),
    "too-early": Text(
        "The date cannot be before {least}.",
        "ਮਿਤੀ {least} ਤੋਂ ਪਹਿਲਾਂ ਦੀ ਨਹੀਂ ਹੋ ਸਕਦੀ।",
        "तिथि {least} से पहले की नहीं हो सकती।",
    ),
    "too-late": Text(
        "The date cannot be after {most}.",
        "ਮਿਤੀ {most} ਤੋਂ ਬਾਅਦ ਦੀ ਨਹੀਂ ਹੋ ਸਕਦੀ।",
        "तिथि {most} के बाद की नहीं हो सकती।",
    ),
    "not-option": Text(
        "Choose one of the answers in the list.", "ਸੂਚੀ ਵਿੱਚੋਂ ਇੱਕ ਜਵਾਬ ਚੁਣੋ।", "सूची में से एक उत्तर चुनें।"
    ),
    "too-few-choices": Text("Choose at least {least}.", "ਘੱਟੋ-ਘੱਟ {least} ਚੁਣੋ।", "कम से कम {least} चुनें।"),
    "not-mobile": Text(
        "Type the ten digits of a mobile number; the first is 6, 7, 8 or 9.",
        "ਮੋਬਾਈਲ ਨੰਬਰ ਦੇ ਦਸ ਅੰਕ ਲਿਖੋ; ਪਹਿਲਾ ਅੰਕ 6, 7, 8 ਜਾਂ 9 ਹੁੰਦਾ ਹੈ।",
        "मोबाइल नंबर के दस अंक लिखें; पहला अंक 6, 7, 8 या 9 होता है।",
    ),
    "not-email": Text(
        "Type an e-mail address, for example name@example.org.",
        "ਈਮੇਲ ਪਤਾ ਲਿਖੋ, ਜਿਵੇਂ name@example.org।",
        "ईमेल पता लिखें, जैसे name@example.org।",
    ),
    "not-pin": Text(
        "Type the six digits of a PIN code of Punjab; it begins with 14, 15 or 16.",
        "ਪੰਜਾਬ ਦੇ ਪਿੰਨ ਕੋਡ ਦੇ ਛੇ ਅੰਕ ਲਿਖੋ; ਇਹ 14, 15 ਜਾਂ 16 ਨਾਲ ਸ਼ੁਰੂ ਹੁੰਦਾ ਹੈ।",
        "पंजाब के पिन कोड के छह अंक लिखें; यह 14, 15 या 16 से शुरू होता है।",
    ),
    "not-place": Text(
        "There is no such place in the register. Choose one from the list.",
        "ਰਜਿਸਟਰ ਵਿੱਚ ਅਜਿਹੀ ਕੋਈ ਥਾਂ ਨਹੀਂ ਹੈ। ਸੂਚੀ ਵਿੱਚੋਂ ਚੁਣੋ।",
        "रजिस्टर में ऐसा कोई स्थान नहीं है। सूची में से चुनें।",
    ),
    "wrong-kind-of-place": Text(
        "{place} is a place of another kind. Choose one from the list.",
        "{place} ਹੋਰ ਕਿਸਮ ਦੀ ਥਾਂ ਹੈ। ਸੂਚੀ ਵਿੱਚੋਂ ਚੁਣੋ।",
        "{place} दूसरे प्रकार का स्थान है। सूची में से चुनें।",
    ),
    "not-within": Text(
        "{place} does not lie in {around}.", "{place}, {around} ਵਿੱਚ ਨਹੀਂ ਹੈ।", "{place}, {around} में नहीं है।"
    ),
    "not-year": Text(
        "Type a year of four digits, from {least} to {most}.",
        "ਚਾਰ ਅੰਕਾਂ ਦਾ ਸਾਲ ਲਿਖੋ, {least} ਤੋਂ {most} ਤੱਕ।",
        "चार अंकों का वर्ष लिखें, {least} से {most} तक।",
    ),
    "not-financial-year": Text(
        "Choose one of these financial years: {years}.",
        "ਇਨ੍ਹਾਂ ਵਿੱਚੋਂ ਵਿੱਤੀ ਸਾਲ ਚੁਣੋ: {years}।",
        "इनमें से वित्तीय वर्ष चुनें: {years}।",
    ),
    "identity-type": Text("Choose the kind of document.", "ਦਸਤਾਵੇਜ਼ ਦੀ ਕਿਸਮ ਚੁਣੋ।", "दस्तावेज़ का प्रकार चुनें।"),
    "identity-number": Text("Type the number of the document.", "ਦਸਤਾਵੇਜ਼ ਦਾ ਨੰਬਰ ਲਿਖੋ।", "दस्तावेज़ का नंबर लिखें।"),
    "not-aadhaar": Text(
        "This is not an Aadhaar number: a digit is wrong or missing. It has twelve digits.",
        "ਇਹ ਆਧਾਰ ਨੰਬਰ ਨਹੀਂ ਹੈ: ਕੋਈ ਅੰਕ ਗ਼ਲਤ ਹੈ ਜਾਂ ਰਹਿ ਗਿਆ ਹੈ। ਇਸ ਦੇ ਬਾਰਾਂ ਅੰਕ ਹੁੰਦੇ ਹਨ।",
        "यह आधार नंबर नहीं है: कोई अंक ग़लत है या छूट गया है। इसके बारह अंक होते हैं।",
    ),
    "not-voter": Text(
        "A voter card number has three letters and seven digits, for example ABC1234567.",
        "ਵੋਟਰ ਕਾਰਡ ਨੰਬਰ ਵਿੱਚ ਤਿੰਨ ਅੱਖਰ ਅਤੇ ਸੱਤ ਅੰਕ ਹੁੰਦੇ ਹਨ, ਜਿਵੇਂ ABC1234567।",
        "मतदाता पहचान पत्र नंबर में तीन अक्षर और सात अंक होते हैं, जैसे ABC1234567।",
    ),
    "not-passport": Text(
        "A passport number has one letter and seven digits, for example A1234567.",
        "ਪਾਸਪੋਰਟ ਨੰਬਰ ਵਿੱਚ ਇੱਕ ਅੱਖਰ ਅਤੇ ਸੱਤ ਅੰਕ ਹੁੰਦੇ ਹਨ, ਜਿਵੇਂ A1234567।",
        "पासपोर्ट नंबर में एक अक्षर और सात अंक होते हैं, जैसे A1234567।",
    ),
    "not-driving-licence": Text(
        "Type the driving licence number as printed, for example PB0320110012345.",
        "ਡਰਾਈਵਿੰਗ ਲਾਇਸੰਸ ਦਾ ਨੰਬਰ ਜਿਵੇਂ ਛਪਿਆ ਹੈ ਲਿਖੋ, ਜਿਵੇਂ PB0320110012345।",
        "ड्राइविंग लाइसेंस का नंबर जैसा छपा है लिखें, जैसे PB0320110012345।",
    ),
    "not-pan": Text(
        "A PAN has five letters, four digits and a letter, for example ABCDE1234F.",
        "ਪੈਨ ਵਿੱਚ ਪੰਜ ਅੱਖਰ, ਚਾਰ ਅੰਕ ਅਤੇ ਇੱਕ ਅੱਖਰ ਹੁੰਦਾ ਹੈ, ਜਿਵੇਂ ABCDE1234F।",
        "पैन में पाँच अक्षर, चार अंक और एक अक्षर होता है, जैसे ABCDE1234F।",
    ),
    "not-government-id": Text(
        "Type 3 to 30 English letters and digits; / and - are allowed.",
        "3 ਤੋਂ 30 ਅੰਗਰੇਜ਼ੀ ਅੱਖਰ ਅਤੇ ਅੰਕ ਲਿਖੋ; / ਅਤੇ - ਵੀ ਲਿਖੇ ਜਾ ਸਕਦੇ ਹਨ।",
        "3 से 30 अंग्रेज़ी अक्षर और अंक लिखें; / और - भी लिखे जा सकते हैं।",
    ),
    "not-photo": Text(
        "The picture was not received. Take or choose it again.",
        "ਫੋਟੋ ਨਹੀਂ ਮਿਲੀ। ਮੁੜ ਖਿੱਚੋ ਜਾਂ ਚੁਣੋ।",
        "फ़ोटो नहीं मिला। दोबारा खींचें या चुनें।",
    ),
    "not-location": Text(
        "The position was not understood. Find it again.",
        "ਟਿਕਾਣਾ ਸਮਝ ਨਹੀਂ ਆਇਆ। ਮੁੜ ਲੱਭੋ।",
        "स्थान समझ में नहीं आया। दोबारा खोजें।",
    ),
    "too-few-rows": Text("Enter at least {least}.", "ਘੱਟੋ-ਘੱਟ {least} ਦਰਜ ਕਰੋ।", "कम से कम {least} दर्ज करें।"),
    "too-many-rows": Text("Enter at most {most}.", "ਵੱਧ ਤੋਂ ਵੱਧ {most} ਦਰਜ ਕਰੋ।", "अधिक से अधिक {most} दर्ज करें।"),
    "document-missing": Text("This document is needed.", "ਇਹ ਦਸਤਾਵੇਜ਼ ਚਾਹੀਦਾ ਹੈ।", "यह दस्तावेज़ चाहिए।"),
    "document-one-of": Text(
        "One of these documents is needed: {names}.",
        "ਇਨ੍ਹਾਂ ਵਿੱਚੋਂ ਇੱਕ ਦਸਤਾਵੇਜ਼ ਚਾਹੀਦਾ ਹੈ: {names}।",
        "इनमें से एक दस्तावेज़ चाहिए: {names}।",
    ),
}
"""Every refusal by its code. The sentences end the field's name: "Date of birth: This date lies in the future." """

NUMBERED = Text("{row} {number}", "{row} {number}", "{row} {number}")
MONTHS = tuple(
    Text(en, pa, hi)
    for en, pa, hi in zip(
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        ["ਜਨਵਰੀ", "ਫ਼ਰਵਰੀ", "ਮਾਰਚ", "ਅਪ੍ਰੈਲ", "ਮਈ", "ਜੂਨ", "ਜੁਲਾਈ", "ਅਗਸਤ", "ਸਤੰਬਰ", "ਅਕਤੂਬਰ", "ਨਵੰਬਰ", "ਦਸੰਬਰ"],
        ["जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्तूबर", "नवंबर", "दिसंबर"],
        strict=True,
    )
)
