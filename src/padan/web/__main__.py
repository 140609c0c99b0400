"""`python -m padan.web COMMAND`: the site's own commands (migrate, regions_load, audit_prove, worker, ...)."""

import gc
import os
import sys

from django.core.management import execute_from_command_line

SELDOM = (50_000, 20, 20)
"""How many new objects Python waits for before it looks for rings of them. A command holds rows by the hundred
thousand, and hardly ever a ring: looking after every 700 of them cost a quarter of the worker's time."""

if __name__ == "__main__":
    gc.set_threshold(*SELDOM)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "padan.web.settings")
    execute_from_command_line(["padan.web", *sys.argv[1:]])
