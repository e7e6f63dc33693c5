"""The web entrance for any WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanjha.project.settings")

application = get_wsgi_application()
