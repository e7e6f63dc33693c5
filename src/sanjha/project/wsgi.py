"""The web entrance for any WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

from sanjha.kernel.slow_bodies import InTime

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanjha.project.settings")

application = InTime(get_wsgi_application())
