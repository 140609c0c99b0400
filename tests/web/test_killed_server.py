"""SIGKILL at any moment of an upload, an answer or a signature: what was answered is there, and nothing is half there.

A process of the site's own does one thing after another, as the pages have it done, and says what it has finished;
it is killed at PADAN_KILLS random moments (PADAN_KILL_SEED says which), and the database is looked at from outside.
"""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from killed_world import World, world_made

from thorough import examples, repeats

KILLS = int(os.environ.get("PADAN_KILLS", examples(1, 3)))
ROWS = 40

BEGIN = """
import django; django.setup()
from django.conf import settings
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
"""
MAKE = f"""{BEGIN}
from cast import make_cast
from official_city import make_case, make_city
city = make_city(make_cast())
make_case(city, "rawasari")
"""
SETTING = f"""{BEGIN}
import itertools, os
from datetime import date
from django.core.files.base import ContentFile
from padan.web.accounts.models import Appointment
from padan.web.periods.models import Period, Requirement
period = Period.objects.get()
def acting(username):
    return Appointment.objects.select_related("user", "office__region").get(user__username=username, until=None)
def told(number):
    print(number, flush=True)
told("siap")
"""
UPLOADS = f"""{SETTING}
from padan.web.lists.accepting import upload_accept
from padan.web.lists.services import upload_receive
siti = acting("siti")
asked = Requirement.objects.get(office=siti.office, segment="rt")
for turn in itertools.count(int(os.environ["TURN"]) * 1000):
    lines = ["NIK;Nama;Tanggal Lahir"]
    for n in range({ROWS}):
        day = f"{{n % 28 + 1:02d}}"
        lines.append(f"997111{{day}}0170{{9001 + n:04d}};ORANG {{chr(65 + n % 26)}} {{turn}};{{day}}-01-1970")
    upload = upload_receive(
        acting=siti, requirement=asked, file=ContentFile("\\n".join(lines).encode(), name=f"bunuh-{{turn}}.csv")
    )
    upload_accept(acting=siti, upload=upload, as_of=date(2024, 12, 31))
    told(upload.pk)
"""
ANSWERS = f"""{SETTING}
from padan.web.review.deciding import decide, undo
from padan.web.review.models import Case
clerk = acting("ratna")
while True:
    case = Case.objects.get(offices__office=clerk.office)
    if case.answer:
        done = undo(acting=clerk, case=case, seen=case.sequence)
    else:
        done = decide(acting=clerk, case=case, answer="usulkan", seen=case.sequence)
    told(done.pk)
"""
SIGNATURES = f"""{SETTING}
from padan.web.official.figures import shown_digest
from padan.web.official.models import SignOff
from padan.web.official.selectors import standing_get
from padan.web.official.signing import sign, undo
head = acting("yusuf")
while True:
    standing = SignOff.objects.filter(office=head.office, undone_at=None).first()
    if standing:
        told(undo(acting=head, signoff=standing, reason="Dibuka lagi untuk uji").pk)
        continue
    where = standing_get(head, period, head.office)
    told(sign(acting=head, period=period, office=head.office, digest=shown_digest(where.figures)).pk)
"""


@pytest.fixture(scope="module")
def world(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> World:
    return world_made(tmp_path_factory.mktemp("situs"), "padan_killed_server", MAKE)


def killed(world: World, script: str, turn: int, after: float) -> list[int]:
    """Run it and kill it so many seconds after it began its work, the first time after it finished one thing; the
    numbers of what it had said it finished."""
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        env={**world.environment, "TURN": str(turn)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "siap", process.communicate()[1]
    first = process.stdout.readline() if turn == 0 else ""
    time.sleep(after)
    ended = process.poll()
    process.send_signal(signal.SIGKILL)
    said, wrong = process.communicate()
    assert ended is None, wrong
    return [int(line) for line in (first + said).split()]


def moments(longest: float) -> list[float]:
    chance = random.Random(os.environ.get("PADAN_KILL_SEED", "1"))
    return [chance.uniform(0.05, longest) for _ in range(KILLS)]


def nothing(world: World, query: str) -> None:
    assert world.ask(query) == [], query


@repeats("tests/web/runs/test_kill.py::test_a_worker_killed_loses_nothing_and_the_next_begins_its_run_again")
def test_answers(world: World) -> None:
    said = [pk for turn, after in enumerate(moments(0.6)) for pk in killed(world, ANSWERS, turn, after)]
    kept = [pk for (pk,) in world.ask("SELECT id FROM review_decision ORDER BY id")]
    assert said
    assert set(said) <= set(kept)
    assert world.ask("SELECT count(*) FROM audit_event WHERE action IN ('review.answer', 'review.undo')") == [
        (len(kept),)
    ]
    nothing(
        world,
        "SELECT c.id FROM review_case c JOIN review_decision d ON d.case_id = c.id AND d.sequence = "
        "(SELECT max(sequence) FROM review_decision WHERE case_id = c.id) "
        "WHERE c.sequence <> d.sequence OR c.answer <> d.answer",
    )


@repeats("tests/web/runs/test_kill.py::test_a_worker_killed_loses_nothing_and_the_next_begins_its_run_again")
def test_signatures(world: World) -> None:
    said = [pk for turn, after in enumerate(moments(1.2)) for pk in killed(world, SIGNATURES, turn, after)]
    kept = world.ask("SELECT id FROM official_signoff")
    assert said
    assert set(said) <= {pk for (pk,) in kept}
    locked = "SELECT office_id FROM periods_lock ORDER BY 1"
    assert world.ask(locked) == world.ask("SELECT office_id FROM official_signoff WHERE undone_at IS NULL ORDER BY 1")
    assert world.ask("SELECT count(*) FROM audit_event WHERE action = 'official.sign'") == [(len(kept),)]
    undone = world.ask("SELECT count(*) FROM official_signoff WHERE undone_at IS NOT NULL")
    assert world.ask("SELECT count(*) FROM audit_event WHERE action = 'official.undo'") == undone
    nothing(
        world,
        "SELECT s.id FROM official_signoff s LEFT JOIN official_paper p ON p.signoff_id = s.id WHERE p.id IS NULL",
    )


@repeats("tests/web/runs/test_kill.py::test_a_worker_killed_loses_nothing_and_the_next_begins_its_run_again")
def test_uploads(world: World) -> None:
    """Last: a list that came in makes the run old, and nobody signs an old one."""
    said = [pk for turn, after in enumerate(moments(2.5)) for pk in killed(world, UPLOADS, turn, after)]
    in_force = {pk for (pk,) in world.ask("SELECT id FROM lists_upload WHERE state IN ('accepted', 'replaced')")}
    assert set(said) <= in_force
    nothing(
        world,
        "SELECT u.id FROM lists_upload u WHERE u.filename LIKE 'bunuh%' AND u.state IN ('checked', 'accepted', "
        f"'replaced') AND (SELECT count(*) FROM lists_row r WHERE r.upload_id = u.id) <> {ROWS}",
    )
    nothing(world, "SELECT requirement_id FROM lists_upload WHERE state = 'accepted' GROUP BY 1 HAVING count(*) > 1")
    nothing(
        world,
        "SELECT u.id FROM lists_upload u WHERE u.filename LIKE 'bunuh%' AND u.state IN ('accepted', 'replaced') AND "
        "(SELECT count(*) FROM audit_event e WHERE e.action = 'lists.accept' AND e.object_kind = 'lists.upload' "
        "AND e.object_id = CAST(u.id AS VARCHAR(20))) <> 1",
    )
