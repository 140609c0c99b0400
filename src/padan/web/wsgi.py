"""For gunicorn or any other WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "padan.web.settings")
application = get_wsgi_application()

from padan.web.lists.reading import warm  # noqa: E402 (the settings must be there first)

warm()
