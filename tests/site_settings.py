"""The site's settings for tests: a home of their own, the embedded database, or a PostgreSQL that the tests start.

PADAN_TEST_DATABASE=postgresql runs the same tests on real PostgreSQL.
"""

import os

import postgres_server
from own_folder import own_folder

os.environ["PADAN_HOME"] = own_folder()
if "PYTEST_XDIST_WORKER" not in os.environ:
    # What one process of the tests makes for the others lies here as long as the first of them lives.
    os.environ["PADAN_TESTS_SHARED"] = own_folder()
os.environ["PADAN_SECRET_KEY"] = "hanya untuk uji"
os.environ.pop("PADAN_DEMO", None)
if os.environ.get("PADAN_TEST_DATABASE") == "postgresql":
    # The first process starts the server; its xdist workers inherit where it is.
    os.environ["PADAN_DATABASE"] = os.environ.get("PADAN_TEST_SERVER") or postgres_server.start()
    os.environ["PADAN_TEST_SERVER"] = os.environ["PADAN_DATABASE"]
else:
    os.environ.pop("PADAN_DATABASE", None)

from padan.web.settings import *  # noqa: F403

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
