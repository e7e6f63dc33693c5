"""The routes of the paperless office, joined."""

from ninja import Router

from sanjha.eoffice.http import letters

router = Router(tags=["Files and letters"])
router.add_router("", letters.router)
