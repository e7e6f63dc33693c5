"""Letters, scans and receipts for tests, made by the operations that the registry uses."""

from datetime import date
from io import BytesIO

import pikepdf
from PIL import Image

from sanjha.eoffice.dak_rules import Letter
from sanjha.eoffice.models import Movement, Sender
from sanjha.eoffice.operations.diarise_receipt import Entry, diarise_receipt
from sanjha.eoffice.operations.send_receipt import Marking
from sanjha.eoffice.scans import Upload
from sanjha.eoffice.tests.factories import own_post

DC = Sender(name="Deputy Commissioner", organisation="Deputy Commissioner, Gurdaspur")


def a_pdf(pages=1, words=""):
    """A PDF with that many pages; each bears its number and the words."""
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        font = pdf.make_indirect(font)
        for number in range(1, pages + 1):
            page = pdf.add_blank_page(page_size=(595, 842))
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            text = f"BT /F1 24 Tf 60 760 Td (Page {number} {words}) Tj ET"
            page.Contents = pdf.make_stream(text.encode())
        kept = BytesIO()
        pdf.save(kept)
        return kept.getvalue()


def a_png():
    kept = BytesIO()
    Image.new("RGB", (60, 80), "white").save(kept, "PNG")
    return kept.getvalue()


def scan(pages=1, name="letter.pdf"):
    return Upload(name, a_pdf(pages))


def a_letter(**given):
    return Letter(
        **{
            "sender": DC,
            "subject": "Reorganisation of patwar circles",
            "received_on": date(2026, 11, 23),
            **given,
        }
    )


def diarise(
    actor, *, to=None, copies=(), scans=(), confirmed=False, acknowledge=False, form=None, mail=None, **letter
):
    marking = Marking(to_post=to and own_post(to), copies_to=[own_post(one) for one in copies])
    return diarise_receipt(
        entry=Entry(
            letter=a_letter(**letter),
            scans=scans,
            marking=marking if to or copies else None,
            is_no_duplicate=confirmed,
            acknowledge=acknowledge,
            form=form,
            mail=mail,
        ),
        post=own_post(actor),
        actor=actor,
    )


def lies(receipt):
    """The open movement of a receipt, None when it lies with nobody."""
    return Movement.objects.filter(receipt=receipt, closed_at__isnull=True).first()
