"""Folders of the tests' own."""

import atexit
import os
import shutil
import tempfile


def own_folder() -> str:
    """A new one, gone with the process that made it."""
    made, owner = tempfile.mkdtemp(prefix="padan-uji-"), os.getpid()
    atexit.register(lambda: os.getpid() == owner and shutil.rmtree(made, ignore_errors=True))
    return made
