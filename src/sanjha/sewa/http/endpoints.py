"""The routes of the service counter, joined."""

from ninja import Router

from sanjha.sewa.http import applications, drafts, services, work

router = Router(tags=["Services and applications"])
router.add_router("", services.router)
router.add_router("", drafts.router)
router.add_router("", applications.router)
router.add_router("", work.router)
