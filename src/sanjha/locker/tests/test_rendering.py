import subprocess
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
import yaml

from sanjha.kernel.conf import conf
from sanjha.locker.rendering.compiler import FONTS, Page, PageCompiler, RenderingFailed, compiler
from sanjha.locker.rendering.coverage import unprintable
from sanjha.locker.tests.factories import CERTIFICATE, income_data, text
from sanjha.locker.tests.pages import AT, DOC, rendered, words_of

BAND = "SPECIMEN – signed by a test authority, no legal value"
ACKNOWLEDGEMENT = {
    "number": "PB/BNL/REV-INCOME/2026/0000001-K",
    "received_at": "2026-11-23T11:05",
    "service": text("Income certificate", "ਆਮਦਨ ਸਰਟੀਫਿਕੇਟ"),
    "department": text("Revenue", "ਮਾਲ ਵਿਭਾਗ"),
    "applicant": {"name": text("Gurdev Singh", "ਗੁਰਦੇਵ ਸਿੰਘ"), "mobile_masked": "98xxxxxx12"},
    "beneficiary": text("Harpreet Kaur", "ਹਰਪ੍ਰੀਤ ਕੌਰ"),
    "documents": [text("Self-declaration", "ਸਵੈ-ਘੋਸ਼ਣਾ"), text("Income proof", "ਆਮਦਨ ਦਾ ਸਬੂਤ")],
    "fees": [{"head": text("Facilitation charge", "ਸਹੂਲਤ ਫ਼ੀਸ"), "amount": "1075.00"}],
    "total": "1075.00",
    "total_words": text("one thousand seventy-five", "ਇੱਕ ਹਜ਼ਾਰ ਪਝੱਤਰ"),
    "paid_by": text("Cash", "ਨਕਦ"),
    "receipt_number": "PB/BNL/RCPT/2026/0000012-4",
    "due_date": "2026-12-15",
    "due_note": text("15 working days", "15 ਕੰਮ ਵਾਲੇ ਦਿਨ"),
    "officer": {"post": text("Tehsildar", "ਤਹਿਸੀਲਦਾਰ"), "office": text("Tehsil Tapa", "ਤਹਿਸੀਲ ਤਪਾ")},
    "appeal": {
        "post": text("Sub-Divisional Magistrate", "ਉਪ ਮੰਡਲ ਮੈਜਿਸਟਰੇਟ"),
        "office": text("Sub-division Tapa", "ਸਬ-ਡਵੀਜ਼ਨ ਤਪਾ"),
        "note": text("within 30 days", "30 ਦਿਨਾਂ ਅੰਦਰ"),
    },
    "kendra": {"name": text("DC Office, Barnala", "ਡੀ.ਸੀ. ਦਫ਼ਤਰ, ਬਰਨਾਲਾ"), "code": "PB-BNL-001"},
    "operator": "Simran",
    "counter": "3",
    "track_url": "https://sanjha.example.in/track/",
}


def pages_of(pdf):
    with pikepdf.open(BytesIO(pdf)) as file:
        return len(file.pages)


def test_the_certificate_says_everything_in_both_languages(tmp_path):
    words = words_of(rendered(), tmp_path)
    for expected in (
        "ਆਮਦਨ ਸਰਟੀਫਿਕੇਟ",
        "INCOME CERTIFICATE",
        "PB/BNL/INCER/2026/0000001-K",
        "PB/BNL/REV-INCOME/2026/0000001-K",
        "23-11-2026 – 31-03-2027",
        "ਹਰਪ੍ਰੀਤ ਕੌਰ / Harpreet Kaur",
        "ਪੁੱਤਰੀ ਗੁਰਦੇਵ ਸਿੰਘ / daughter of Gurdev Singh",
        "14-05-2006, 20 ਸਾਲ / years",
        "ਤਹਿਸੀਲ ਤਪਾ, ਜ਼ਿਲ੍ਹਾ ਬਰਨਾਲਾ 148108",
        "Tehsil Tapa, District Barnala, Punjab 148108",
        "ਵਜ਼ੀਫ਼ਾ / Scholarship",
        "1,45,000",
        "ਇੱਕ ਲੱਖ ਪੰਤਾਲੀ ਹਜ਼ਾਰ ਰੁਪਏ",
        "Rupees one lakh forty-five thousand only",
        "2025-26",
        "12 ਕਨਾਲ / kanal 7 ਮਰਲਾ / marla",
        "ਪਟਵਾਰੀ / Patwari",
        "ਰਾਜਵਿੰਦਰ ਸਿੰਘ ਧਾਲੀਵਾਲ",
        "ਤਹਿਸੀਲਦਾਰ / Tehsildar",
        "ਤਪਾ, ਜ਼ਿਲ੍ਹਾ ਬਰਨਾਲਾ / Tapa, District Barnala",
        "https://sanjha.example.in/v/0123456789",
        "in.gov.punjab.sanjha-INCER-0123456789",
    ):
        assert expected in words, expected


@pytest.mark.parametrize(
    "word", "ਪ੍ਰਮਾਣ ਪੱਤਰ ਸ਼੍ਰੀ ਜ਼ਿਲ੍ਹਾ ਦ੍ਰਿੜ੍ਹਤਾ ਨੰਬਰ ਬਿਨੈਕਾਰ ਅਨੰਦਪੁਰ ਬੈਠੇ ਮੂੰਹ ਤੋਂ ਮਾਂ ਗੁਰਨੇਕ क्षत्रिय श्री ज्ञान राष्ट्रीय".split()
)
def test_words_with_conjuncts_and_marks_are_recovered_whole(word, tmp_path):
    words = words_of(rendered(name=text("Bravo", word)), tmp_path)
    assert word in words.replace("\n", " ").split()


def test_punjabi_is_not_set_from_right_to_left(tmp_path):
    words = words_of(rendered(members=1), tmp_path)
    assert not {"\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u2067", "\u2069"} & set(words)


def test_a_name_known_in_latin_only_stands_in_latin_once(tmp_path):
    words = words_of(rendered(name=text("Manpreet Kaur")), tmp_path)
    line = next(line for line in words.splitlines() if line.strip() == "Manpreet Kaur")
    assert line
    assert "ਕਿ Manpreet Kaur ਪੁੱਤਰੀ" in words


def test_an_income_that_the_enquiry_found_stands_beside_what_was_declared(tmp_path):
    words = words_of(rendered(total_income=212000), tmp_path)
    assert "Declared in all (the total below was found on enquiry)" in words
    assert "1,45,000" in words
    assert "2,12,000" in words
    assert "Declared in all" not in words_of(rendered(), tmp_path)


@pytest.mark.parametrize("members", [1, 7, 15])
@pytest.mark.parametrize("words", [1, 14])
def test_it_is_one_page_for_the_largest_family_with_the_longest_names(members, words, tmp_path):
    name = text("Harpreet " * words, "ਹਰਪ੍ਰੀਤ " * words)
    data = income_data(members=members, name=name)
    data["address"] |= {"house": "H. No. 112 near the old grain market " * 2, "street": "Patti Jaid " * 9}
    data["purpose"] = text("for something that is described at some length " * 3, "ਵਜ਼ੀਫ਼ਾ " * 15)
    pdf = rendered(**data)
    assert pages_of(pdf) == 1
    assert "Digitally signed" in words_of(pdf, tmp_path)


def test_it_is_an_a4_page_of_pdf_a_2b_with_title_and_language_of_fonts_embedded(tmp_path):
    pdf = rendered()
    with pikepdf.open(BytesIO(pdf)) as file:
        assert [round(float(side)) for side in file.pages[0].MediaBox] == [0, 0, 595, 842]
        metadata = file.open_metadata()
        assert metadata.pdfa_status == "2B"
        assert metadata["dc:title"] == "Income Certificate"
    (tmp_path / "page.pdf").write_bytes(pdf)
    done = subprocess.run(["pdffonts", tmp_path / "page.pdf"], capture_output=True, text=True, check=True)
    fonts = done.stdout.splitlines()[2:]
    assert {line.split()[0].partition("+")[2].partition("-")[0] for line in fonts} <= {
        "NotoSans",
        "NotoSansGurmukhi",
    }
    assert all(line.split()[-5] == "yes" for line in fonts)  # embedded


def test_the_same_page_of_the_same_time_is_the_same_to_the_byte():
    fresh = PageCompiler(conf.catalogue)
    page = Page(data=income_data(), doc=DOC)
    assert fresh.compile(CERTIFICATE, page, at=AT) == compiler(conf.catalogue).compile(
        CERTIFICATE, page, at=AT
    )
    later = fresh.compile(CERTIFICATE, page, at=AT + timedelta(minutes=1))
    assert later != fresh.compile(CERTIFICATE, page, at=AT)


def test_every_template_of_a_document_bears_the_band_when_a_test_authority_signs(tmp_path):
    templates = [path.relative_to(conf.catalogue) for path in conf.catalogue.glob("*/*/document.typ")]
    assert templates
    for path in templates:
        source = (conf.catalogue / path).read_text()
        assert "foreground" not in source, f"{path} could hide the band"
    assert words_of(rendered(specimen=True), tmp_path).count(BAND) == 2
    assert "ਨਮੂਨਾ" in words_of(rendered(specimen=True), tmp_path)
    assert BAND not in words_of(rendered(specimen=False), tmp_path)


def test_data_cannot_take_the_band_away(tmp_path):
    data = income_data(
        specimen=False, foreground="none", name=text('"); #set page(foreground: none)', "#pagebreak()")
    )
    page = Page(data=data, doc={**DOC, "specimen": False}, specimen=True)
    pdf = compiler(conf.catalogue).compile(CERTIFICATE, page, at=AT)
    words = words_of(pdf, tmp_path)
    assert words.count(BAND) == 2
    assert "#set page(foreground: none)" in words
    assert pages_of(pdf) == 1


def test_no_emblem_is_printed_only_its_place(tmp_path):
    assert "ਰਾਜ ਚਿੰਨ੍ਹ" in words_of(rendered(), tmp_path)
    with pikepdf.open(BytesIO(rendered(qr=""))) as file:
        assert not file.pages[0].get_images()


def test_data_that_does_not_fit_the_template_names_the_template():
    page = Page(data={"nothing": "here"}, doc=DOC)
    with pytest.raises(RenderingFailed, match=r"income-certificate/document\.typ: error"):
        compiler(conf.catalogue).compile(CERTIFICATE, page, at=AT)


def test_a_template_cannot_read_outside_the_catalogue(tmp_path):
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "secret.json").write_text("{}")
    (tmp_path / "catalogue" / "thief.typ").write_text('#let sheet(d, o, q) = [#json("/../secret.json")]')
    with pytest.raises(RenderingFailed):
        PageCompiler(tmp_path / "catalogue").compile("thief.typ", Page(data={}, doc={}), at=AT)


@pytest.mark.parametrize("paper", ["a4", "80mm"])
@pytest.mark.parametrize("due", [True, False])
def test_an_acknowledgement_names_number_due_date_officer_and_appeal(paper, due, tmp_path):
    data = (
        ACKNOWLEDGEMENT
        if due
        else {**ACKNOWLEDGEMENT, "due_date": None, "beneficiary": None, "paid_by": None}
    )
    pdf = compiler(conf.catalogue).compile(
        f"_shared/acknowledgement_{paper}.typ", Page(data=data, doc={}), at=AT
    )
    words = words_of(pdf, tmp_path)
    for expected in (
        "PB/BNL/REV-INCOME/2026/0000001-K",
        "23-11-2026 11:05",
        "ਸਵੈ-ਘੋਸ਼ਣਾ",
        "1,075.00",
        "Tehsildar",
        "98xxxxxx12",
        "Sub-Divisional",
        "within 30 days",
        "15 working days",
        "PB-BNL-001",
        "Receipt",
    ):
        assert expected in words, expected
    assert ("15-12-2026" in words) is due
    assert pages_of(pdf) == 1
    with pikepdf.open(BytesIO(pdf)) as file:
        width = float(file.pages[0].MediaBox[2]) / 72 * 25.4
    assert round(width) == {"a4": 210, "80mm": 80}[paper]


def test_signs_that_no_font_has_are_found_before_a_page_is_made():
    assert unprintable({"a": ["ਪ੍ਰਮਾਣ ₹ क्षत्रिय Ünal – “x”\n", {"b": "a→b 漢😀漢"}], "c": 7, "d": None}) == [
        "→",
        "漢",
        "😀",
    ]
    with pytest.raises(RenderingFailed, match="could not be displayed"):
        rendered(name=text("a 漢"))


def test_the_fonts_are_free_to_be_shipped_and_small():
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text()
    assert sum(path.stat().st_size for path in FONTS.glob("*.ttf")) < 500_000
    assert {path.name for path in FONTS.glob("*.ttf")} == {
        f"NotoSans{script}-{weight}.ttf"
        for script in ("", "Gurmukhi", "Devanagari")
        for weight in ("Regular", "Bold")
    }


def test_what_is_not_allotted_yet_is_marked_as_a_draft():
    issuer = yaml.safe_load((conf.catalogue / "_shared" / "issuer.yaml").read_text())
    assert issuer["issuer_id"]["status"] in {"DRAFT", "ALLOTTED"}
    assert all(
        kind["status"] in {"DRAFT", "ALLOTTED"} and kind["as_of"] for kind in issuer["doctypes"].values()
    )
