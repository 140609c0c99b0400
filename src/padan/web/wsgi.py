"""For gunicorn or any other WSGI server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "padan.web.settings")
application = get_wsgi_application()

from padan.web.lists.reading import warm  # noqa: E402 (the settings must be there first)

warm()
# What is loaded now stays: looking through it for what may go would hold up every page of this process a sixth of a
# second, again and again.
gc.collect()
gc.freeze()
