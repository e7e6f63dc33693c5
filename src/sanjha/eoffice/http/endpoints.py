"""The routes of the paperless office, joined."""

from ninja import Router

from sanjha.eoffice.http import files, letters, life, mails, papers, receipts, records

router = Router(tags=["Files and dak"])
router.add_router("", files.router)
router.add_router("", receipts.router)
router.add_router("", papers.router)
router.add_router("", mails.router)
router.add_router("", letters.router)
router.add_router("", life.router)
router.add_router("", records.router)
