"""The routes of the paperless office, joined."""

from ninja import Router

from sanjha.eoffice.http import mails, papers, receipts

router = Router(tags=["Offices' files"])
router.add_router("", receipts.router)
router.add_router("", papers.router)
router.add_router("", mails.router)
