"""The routes of the paperless office, joined."""

from ninja import Router

from sanjha.eoffice.http import files

router = Router(tags=["Files and dak"])
router.add_router("", files.router)
