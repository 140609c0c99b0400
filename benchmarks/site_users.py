"""Who walks the loaded site: signed-in sessions and the pages each asks for, made for `benchmarks.site_load`.

PADAN_HOME=... PADAN_DATABASE=... PADAN_DEMO=1 .venv/bin/python -m benchmarks.site_users FILE.json USERS
"""

import json
import os
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "padan.web.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.urls import reverse  # noqa: E402
from django_otp import DEVICE_ID_SESSION_KEY  # noqa: E402
from django_otp.plugins.otp_totp.models import TOTPDevice  # noqa: E402

from padan.web.accounts.models import Appointment  # noqa: E402
from padan.web.cover.services import months_due  # noqa: E402
from padan.web.followup.models import Looked  # noqa: E402
from padan.web.monitoring.models import Renewal  # noqa: E402
from padan.web.periods.models import Requirement  # noqa: E402
from padan.web.protection.models import Person, Refresh  # noqa: E402
from padan.web.review.models import CaseOffice  # noqa: E402
from padan.web.rights import grant_for  # noqa: E402
from padan.web.roles import REACH, Reach, Role  # noqa: E402

CASES_EACH = 40
NO_DATA = (Role.ADMINISTRATOR,)


def wait_for_worker() -> None:
    """Until the worker has tied the city's first run to persons and months, and made figures and warnings of it."""
    for _ in range(300):
        tied = Refresh.objects.exists() and not months_due() and not Person.objects.filter(weighed_at=None).exists()
        if tied and Renewal.objects.exists() and Looked.objects.exists():
            return
        time.sleep(1)
    sys.exit("the worker was not ready in five minutes")


def main(target: Path, users: int) -> None:
    """Write one entry a user: cookie, pages [[label, address, weight]], and the list that an uploader hands in."""
    wait_for_worker()
    found = Appointment.objects.filter(until__isnull=True).exclude(role__in=NO_DATA).select_related("user", "office")
    city = [a for a in found if REACH[Role(a.role)] in (Reach.CITY, Reach.SENT)]
    others = [a for a in found if a not in city]
    chosen = [*city, *others][:users]
    target.write_text(json.dumps([_entry(one) for one in chosen]), encoding="utf-8")


def _entry(acting: Appointment) -> dict[str, Any]:
    asked = Requirement.objects.filter(office=acting.office, kind="list").order_by("id").first()
    return {
        "cookie": _session(acting),
        "pages": _pages(acting),
        "upload": reverse("lists:requirement", args=[asked.pk])
        if asked and acting.role == Role.KELURAHAN_CLERK
        else "",
    }


def _session(acting: Appointment) -> str:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(acting.user.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = acting.user.get_session_auth_hash()
    device = TOTPDevice.objects.filter(user=acting.user, confirmed=True).first()
    if device:
        store[DEVICE_ID_SESSION_KEY] = device.persistent_id
    store.create()
    return str(store.session_key)


FURTHER = {
    "figures": "monitoring:home", "follow-ups": "followup:home", "cover": "cover:home", "money": "funds:home",
    "candidates": "protection:candidates", "selections": "selection:all",
}  # fmt: skip
"""Pages of the grant and of monitoring, for those who may open them."""


def _pages(acting: Appointment) -> list[tuple[str, str, int]]:
    pages = [("home", reverse("periods:home"), 3), ("board", reverse("periods:board"), 1)]
    pages += [("signing", reverse("official:signing"), 1)] if acting.role != Role.BPKAD else []
    for label, name in FURTHER.items():
        grant = grant_for(name, "GET")
        if grant is not None and grant.admits(Role(acting.role)):
            pages.append((label, reverse(name), 1))
    if REACH[Role(acting.role)] in (Reach.OFFICE, Reach.AREA):
        pages.append(("queue", reverse("review:queue"), 3))
        mine = CaseOffice.objects.filter(office=acting.office).values_list("case_id", flat=True)[:CASES_EACH]
        pages += [("case", reverse("review:case", args=[case]), 1) for case in mine][:6]
        pages += [
            ("list", reverse("lists:requirement", args=[one]), 1)
            for one in Requirement.objects.filter(office=acting.office).values_list("pk", flat=True)
        ]
    else:
        pages.append(("result", reverse("runs:result", args=["2024-Q4"]), 2))
    return pages


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
