"""What the fixture `visit` gives."""

from collections.abc import Callable

from playwright.sync_api import Page

from padan.web.accounts.models import Appointment

Visit = Callable[[Appointment | None], Page]
"""Opens a browser window in which somebody (None: nobody) is signed in."""
