"""All reports at once: composed, printed in child processes, packed; killed anywhere, the next look goes on."""

import io
import zipfile
from collections.abc import Iterator

import pytest
from cast import Cast, signed_in
from django.urls import reverse
from report_town import SPAN, make_town, signed

from padan.web import vault
from padan.web.monitoring.models import StoredFigure
from padan.web.refusals import ConflictError
from padan.web.reports import batching, pressing
from padan.web.reports.models import Batch, BatchPaper, PressState
from padan.web.reports.services import batch_ask, reports_print
from thorough import one_in

pytestmark = one_in(4)


@pytest.fixture
def town(cast: Cast) -> Cast:
    """The cast's city with everything a report is made of."""
    return make_town(cast)


def ask(town: Cast) -> Batch:
    return batch_ask(acting=town.bappeda, city=town.offices["bappeda"].region, span=SPAN)


def names(batch: Batch) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(vault.read(batch.archive))) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def made(batch: Batch) -> Batch:
    batch.refresh_from_db()
    assert batch.state == PressState.READY, batch.fault
    return batch


def test_every_place_has_its_report_in_the_zip(town: Cast) -> None:
    signed(town.lukman)
    reports_print()
    batch = ask(town)
    assert reports_print() == f"{SPAN.key} 10"
    found = names(made(batch))
    assert "laporan-monev-kota-jambi-2024-q4-rancangan.pdf" in found
    assert "15.71.11-danau-sipin/laporan-monev-kelurahan-legok-2024-q4-v1.pdf" in found
    assert "15.71.10-alam-barajo/laporan-monev-kecamatan-alam-barajo-2024-q4-rancangan.pdf" in found
    assert {name.split("-")[0] for name in found if "/" not in name} == {
        "laporan", "ringkasan", "paparan", "rekap", "buku", "daftar",
    }  # fmt: skip
    answer = signed_in(town.leader).get(reverse("reports:archive", args=[batch.pk]))
    assert answer["Content-Disposition"].endswith('"laporan-monev-kota-jambi-2024-q4.zip"')
    answer.close()


def test_the_same_record_gives_the_same_zip(town: Cast) -> None:
    first = ask(town)
    reports_print()
    second = ask(town)
    reports_print()
    assert made(first).archive == made(second).archive


def test_stopped_in_the_middle_it_goes_on_and_prints_nothing_twice(town: Cast) -> None:
    batch = ask(town)
    looks = iter([False, False, False, False, True])
    reports_print(stop=lambda: next(looks, True))
    batch.refresh_from_db()
    assert batch.state == PressState.WAITING
    assert batch.composed == 10
    done = dict(batch.papers.exclude(sha256="").values_list("pk", "sha256"))
    assert len(done) < 10
    StoredFigure.objects.filter(key="protected").update(numerator=1)
    reports_print()
    made(batch)
    assert set(done.items()) <= set(batch.papers.values_list("pk", "sha256"))


def test_killed_while_composing_it_is_composed_anew(town: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = ask(town)

    class KilledError(BaseException):
        """As if the process had gone."""

    def killed(*_told: object) -> Iterator[BatchPaper]:
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(batching, "_drafts", killed)
        with pytest.raises(KilledError):
            reports_print()
    assert not BatchPaper.objects.exists()
    reports_print()
    assert len(names(made(batch))) == 11


def test_a_press_that_dies_is_replaced_and_its_paper_printed(town: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    batch, killed = ask(town), []
    print_one = pressing.Press.print

    def dying(press: pressing.Press, order: pressing.Order) -> str:
        if not killed:
            killed.append(order.key)
            press._process.kill()
            press._process.wait()
        return print_one(press, order)

    monkeypatch.setattr(pressing.Press, "print", dying)
    reports_print()
    made(batch)
    assert BatchPaper.objects.get(pk=killed[0]).sha256


def test_one_batch_at_a_time(town: Cast) -> None:
    ask(town)
    with pytest.raises(ConflictError):
        ask(town)


def test_a_paper_that_cannot_be_printed_fails_the_batch_and_says_so(town: Cast) -> None:
    batch = ask(town)
    batching.batch_compose(batch)
    paper = batch.papers.filter(sha256="").first()
    assert paper is not None
    BatchPaper.objects.filter(pk=paper.pk).update(content=vault.keep([b"{}"])[0])
    assert "gagal" in reports_print()
    batch.refresh_from_db()
    assert batch.state == PressState.FAILED
    assert "KeyError" in batch.fault
    shown = signed_in(town.bappeda).get(reverse("reports:batch", args=[batch.pk])).content.decode()
    assert "Kesalahan program" in shown


def test_bappeda_asks_from_the_page_and_sees_how_far_it_is(town: Cast) -> None:
    client = signed_in(town.bappeda)
    answer = client.post(reverse("reports:batch_ask", args=[SPAN.key]))
    assert answer.status_code == 302
    told = client.get(answer.url).content.decode()
    assert "Menunggu giliran" in told
    assert 'hx-trigger="every 3s"' in told, "progress is told without asking again"
    reports_print()
    assert "Unduh 10 naskah" in client.get(answer.url).content.decode()
    assert signed_in(town.lukman).get(answer.url).status_code == 403
