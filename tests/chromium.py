"""The Chromium that the browser tests drive: the system's own, without its windows where that is installed."""

import shutil

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first is the same engine without the pages of its own that a desk's browser keeps: a quarter less work."""


def program() -> str | None:
    """Where it lies, or None."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)
