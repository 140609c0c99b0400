"""How far a run is, as people read it, before and after."""

import re
from pathlib import Path

from cast import Cast, signed_in
from django.test import Client
from django.utils import timezone
from tiny_city import accept, make_period, participant, person

from padan.web.periods.models import Kind
from padan.web.runs.models import Run, RunState
from padan.web.runs.services import run_perform


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", answer.content.decode())


def test_progress_is_told_from_the_record(cast: Cast, settings: object, tmp_path: Path) -> None:
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    period, client, address = make_period(cast), signed_in(cast.siti), "/pencocokan/2024-Q4/"
    assert "sedikitnya satu daftar orang" in page(client, address)
    accept(cast, period, "siti", [person(1)])
    accept(cast, period, "branch", [participant(1)], kind=Kind.PARTICIPANTS)
    assert "segera dimulai" in page(client, address)
    run = Run.objects.create(period=period, number=1, step="store", done=500, total=1000, began_at=timezone.now())
    part = page(client, f"{address}kemajuan/")
    assert "Menyimpan hasil" in part
    assert "(500 dari 1.000)" in part
    assert 'value="82"' in part
    assert "every 2s" in part
    Run.objects.update(state=RunState.ABANDONED)
    assert run_perform(period=period) is not None
    assert run.pk != Run.objects.latest("pk").pk
    part = page(client, f"{address}kemajuan/")
    assert "Lihat hasil" in part
    assert "every 2s" not in part


def test_a_failed_run_is_told_and_bappeda_may_ask_again(cast: Cast, settings: object, tmp_path: Path) -> None:
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    period = make_period(cast)
    accept(cast, period, "siti", [])
    accept(cast, period, "branch", [participant(1)], kind=Kind.PARTICIPANTS)
    run_perform(period=period)
    bappeda = signed_in(cast.bappeda)
    assert "Pencocokan terakhir gagal" in page(bappeda, "/")
    assert "Tidak ada baris yang dapat dipakai" in page(bappeda, "/pencocokan/2024-Q4/")
    assert "Jalankan lagi" not in page(signed_in(cast.siti), "/pencocokan/2024-Q4/")
    assert signed_in(cast.siti).post("/pencocokan/2024-Q4/lagi/").status_code == 403
    assert bappeda.post("/pencocokan/2024-Q4/lagi/").status_code == 302
    assert "segera dimulai" in page(bappeda, "/pencocokan/2024-Q4/")
