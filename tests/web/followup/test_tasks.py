"""A follow-up: given, worked on, said to be done with proof, sent back, confirmed; and who may do which."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cast import Cast, signed_in
from followup_town import PROOF, proof, task, today, warning

from padan.web import vault
from padan.web.audit.models import Event
from padan.web.followup import selectors
from padan.web.followup.left_to_do import todos
from padan.web.followup.models import FollowUp
from padan.web.followup.refusals import DUE_PAST, MOVED_ON, NEEDS_PROOF, NEEDS_REASON, NOT_YOURS, OFFICE_FAR
from padan.web.followup.services import follow_up_give, step_take
from padan.web.followup.tasking import NewTask, Taken
from padan.web.periods.models import Period
from padan.web.refusals import NotThereError, RefusedError
from thorough import one_in

pytestmark = one_in(2)


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path


def step(who: Any, one: FollowUp, key: str, **taken: Any) -> None:
    one.refresh_from_db()
    step_take(acting=who, follow_up=one, step=key, seen=one.steps.count(), today=today(), taken=Taken(**taken))


def test_it_goes_from_given_to_confirmed_and_every_step_stays(cast: Cast) -> None:
    one = task(cast)
    assert (one.state, one.person) == ("open", cast.lukman)
    step(cast.siti, one, "in_work")
    step(cast.lukman, one, "done", files=[proof()])
    step(cast.bappeda, one, "sent_back", words="Kuitansi kurang")
    step(cast.lukman, one, "done", words="Kuitansi menyusul")
    step(cast.bappeda, one, "confirmed")
    one.refresh_from_db()
    assert one.state == "confirmed"
    assert one.closed_at is not None
    keys = [s.step for s in selectors.steps_of(one)]
    assert keys == ["open", "in_work", "done", "sent_back", "done", "confirmed"]
    assert Event.objects.filter(action="followup.step").count() == 5


def test_proof_is_kept_by_its_sha256_and_given_back(cast: Cast) -> None:
    one = task(cast)
    client = signed_in(cast.lukman)
    data = {"step": "done", "seen": 1, "words": "", "proofs": [proof(), proof("foto.png", b"\x89PNG\r\n\x1a\n1")]}
    assert client.post(f"/tindak-lanjut/{one.pk}/langkah/", data).status_code == 302
    kept = list(one.steps.get(step="done").evidence.all())
    assert [file.filename for file in kept] == ["bukti.pdf", "foto.png"]
    assert vault.read(kept[0].sha256) == PROOF
    answer = client.get(f"/tindak-lanjut/bukti/{kept[0].pk}/")
    assert b"".join(answer.streaming_content) == PROOF  # type: ignore[attr-defined]
    assert signed_in(cast.rawasari_lurah).get(f"/tindak-lanjut/bukti/{kept[0].pk}/").status_code == 404


@pytest.mark.parametrize(
    ("who", "key", "taken", "refusal"),
    [
        ("lukman", "done", {}, NEEDS_PROOF),
        ("lukman", "confirmed", {}, NOT_YOURS),
        ("murni_lurah", "in_work", {}, NOT_YOURS),
        ("bappeda", "cancelled", {}, NEEDS_REASON),
        ("bappeda", "moved", {"words": "Libur", "due": today() - timedelta(days=1)}, DUE_PAST),
    ],
)
def test_what_is_refused(cast: Cast, who: str, key: str, taken: dict[str, Any], refusal: RefusedError) -> None:
    one = task(cast)
    with pytest.raises(RefusedError) as caught:
        step(cast.people[who], one, key, **taken)
    assert caught.value is refusal
    one.refresh_from_db()
    assert (one.state, one.steps.count()) == ("open", 1)


def test_no_file_but_a_pdf_or_picture_is_proof(cast: Cast) -> None:
    one = task(cast)
    data = {"step": "done", "seen": 1, "proofs": proof("bukti.exe", b"MZ\x90\x00")}
    answer = signed_in(cast.lukman).post(f"/tindak-lanjut/{one.pk}/langkah/", data)
    assert answer.status_code == 422
    assert "harus PDF, JPG atau PNG" in answer.content.decode()
    assert one.steps.count() == 1


def test_two_at_once_the_second_is_told(cast: Cast) -> None:
    one = task(cast)
    step(cast.siti, one, "in_work")
    with pytest.raises(RefusedError) as caught:
        step_take(acting=cast.lukman, follow_up=one, step="in_work", seen=1, today=today())
    assert caught.value is MOVED_ON


def test_a_moved_day_keeps_the_first(cast: Cast) -> None:
    one = task(cast, days=-3)
    first, later = one.due, today() + timedelta(days=5)
    assert one.overdue_on(today())
    step(cast.bappeda, one, "moved", words="Menunggu juknis", due=later)
    one.refresh_from_db()
    assert (one.due, one.first_due, one.state) == (later, first, "open")


def test_a_camat_gives_work_to_the_own_kelurahan_alone(cast: Cast) -> None:
    given = NewTask("SPJ", cast.offices["legok"], today(), cast.lukman)
    made = follow_up_give(acting=cast.camat, task=given, today=today())
    assert made.given_by == cast.offices["sipin"]
    step(cast.lukman, made, "done", words="Ada di kantor")
    step(cast.camat, made, "confirmed")
    with pytest.raises(RefusedError) as caught:
        follow_up_give(acting=cast.camat, task=NewTask("SPJ", cast.offices["rawasari"], today()), today=today())
    assert caught.value is OFFICE_FAR


def test_it_comes_from_a_warning_with_its_words_and_office(cast: Cast) -> None:
    told = warning(cast.offices["legok"])
    client = signed_in(cast.bappeda)
    page = client.get(f"/tindak-lanjut/baru/?peringatan={told.pk}").content.decode()
    assert "Kelurahan Legok" in page
    assert "tertahan karena SPJ" in page
    data = {
        "peringatan": told.pk,
        "office": "legok",
        "what": "Lengkapi SPJ",
        "due": str(today()),
        "person": cast.siti.pk,
    }
    assert client.post("/tindak-lanjut/baru/", data).status_code == 302
    made = FollowUp.objects.get()
    assert (made.warning, made.person) == (told, cast.siti)


def test_an_office_that_is_not_known_is_told(cast: Cast) -> None:
    data = {"office": "Kelurahan Antah", "what": "SPJ", "due": str(today())}
    answer = signed_in(cast.bappeda).post("/tindak-lanjut/baru/", data)
    assert answer.status_code == 422
    assert "tidak dikenal" in answer.content.decode()


def test_each_office_sees_its_own(cast: Cast) -> None:
    mine, foreign = task(cast), task(cast, "rawasari")
    assert set(selectors.followups_of(cast.lukman)) == {mine}
    assert set(selectors.followups_of(cast.camat)) == {mine}
    assert set(selectors.followups_of(cast.leader)) == {mine, foreign}
    assert set(selectors.followups_of(cast.branch)) == set()
    with pytest.raises(NotThereError):
        selectors.followup_get(cast.lukman, foreign.pk)


def test_the_list_asks_few_questions(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for n in range(12):
        task(cast, what=f"SPJ {n}")
    client = signed_in(cast.bappeda)
    with django_assert_max_num_queries(17):
        page = client.get("/tindak-lanjut/").content.decode()
    assert page.count("Lukman Hakim") == 12


def test_overdue_stands_on_the_home_page_until_it_is_done(cast: Cast) -> None:
    one, period = task(cast, days=-2), Period()
    told = [todo for todo in todos(cast.lukman, period) if todo.grave and todo.count]
    assert [todo.text for todo in told] == ["1 tindak lanjut lewat batas waktu."]
    step(cast.lukman, one, "done", words="Sudah diserahkan")
    assert not [todo for todo in todos(cast.lukman, period) if todo.grave and todo.count]
    assert [todo.count for todo in todos(cast.bappeda, period) if "disahkan" in todo.text] == [1]
