"""Addresses of the dak and of the correspondence side."""

from django.urls import path

from sanjha.eoffice.web import (
    views_diarise,
    views_diary,
    views_mail,
    views_papers,
    views_receipt,
    views_receipt_acts,
)

urlpatterns = [
    path("dak/diarise/", views_diarise.diarise, name="diarise"),
    path("dak/diary/", views_diary.diary, name="diary"),
    path("dak/diary/print/", views_diary.diary_print, name="diary-print"),
    path("dak/diary/csv/", views_diary.diary_csv, name="diary-csv"),
    path("dak/mail/", views_mail.mails, name="mails"),
    path("dak/mail/<uuid:mail_id>/", views_mail.mail, name="mail"),
    path("dak/mail/<uuid:mail_id>/papers/<int:number>/", views_mail.attachment, name="mail-paper"),
    path("dak/mail/<uuid:mail_id>/aside/", views_mail.aside, name="mail-aside"),
    path("receipts/<uuid:receipt_id>/", views_receipt.receipt, name="receipt"),
    path("receipts/<uuid:receipt_id>/slip/", views_receipt.slip, name="receipt-slip"),
    path(
        "receipts/<uuid:receipt_id>/acknowledgement/",
        views_receipt.acknowledgement,
        name="receipt-acknowledgement",
    ),
    path("receipts/<uuid:receipt_id>/scans/<int:position>/", views_receipt.scan, name="scan"),
    path(
        "receipts/<uuid:receipt_id>/scans/<int:position>/pages/<int:number>/",
        views_receipt.scan_page,
        name="scan-page",
    ),
    path("receipts/<uuid:receipt_id>/scans/add/", views_receipt_acts.attach, name="receipt-scan"),
    path("receipts/<uuid:receipt_id>/send/", views_receipt_acts.send, name="receipt-send"),
    path("receipts/<uuid:receipt_id>/redirect/", views_receipt_acts.redirect_it, name="receipt-redirect"),
    path("receipts/<uuid:receipt_id>/return/", views_receipt_acts.give_back, name="receipt-return"),
    path("receipts/<uuid:receipt_id>/close/", views_receipt_acts.close, name="receipt-close"),
    path("receipts/<uuid:receipt_id>/reopen/", views_receipt_acts.reopen, name="receipt-reopen"),
    path("receipts/<uuid:receipt_id>/file/", views_receipt_acts.put_in, name="receipt-file"),
    path(
        "receipts/<uuid:receipt_id>/acknowledge/", views_receipt_acts.acknowledge, name="receipt-acknowledge"
    ),
    path("receipts/<uuid:receipt_id>/follow-up/", views_receipt_acts.follow_up, name="receipt-follow-up"),
    path(
        "receipts/<uuid:receipt_id>/follow-up/<uuid:follow_up_id>/done/",
        views_receipt_acts.followed_up,
        name="receipt-followed-up",
    ),
    path("files/<uuid:file_id>/papers/", views_papers.correspondence, name="correspondence"),
    path("files/<uuid:file_id>/papers/add/", views_papers.add, name="add-paper"),
    path("files/<uuid:file_id>/papers/flag/", views_papers.flag, name="flag"),
    path("files/<uuid:file_id>/papers/<int:serial>/", views_papers.paper, name="paper"),
    path("files/<uuid:file_id>/papers/<int:serial>/pages/<int:number>", views_papers.page, name="paper-page"),
]
