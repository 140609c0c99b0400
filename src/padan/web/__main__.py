"""`python -m padan.web COMMAND`: the site's own commands (migrate, regions_load, audit_prove, worker, ...)."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "padan.web.settings")
    execute_from_command_line(["padan.web", *sys.argv[1:]])
