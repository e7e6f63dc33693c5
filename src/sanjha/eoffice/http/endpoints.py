"""The routes of the paperless office, joined."""

from ninja import Router

from sanjha.eoffice.http import life, records

router = Router(tags=["Files and noting"])
router.add_router("", life.router)
router.add_router("", records.router)
