"""The site that a few modules share is made once; whoever copies it finds the same, and nothing is left after it."""

from pathlib import Path

import pytest
from cast import Cast, make_cast
from django.conf import settings
from pytest_django.plugin import DjangoDbBlocker
from rights_samples import Sample
from whole_site import WholeSite, embedded

from padan.web.accounts.models import Office, User

pytestmark = pytest.mark.one_database


def small_site() -> WholeSite:
    (Path(settings.HOME) / "berkas").mkdir()
    (Path(settings.HOME) / "berkas" / "satu").write_text("isi", encoding="utf-8")
    return WholeSite(make_cast(), {"lists:office": Sample({"key": "2025-01"})}, {"siti": "kunci"})


def seen(home: Path, cast: Cast) -> tuple[str, str, int]:
    held = Office.objects.get(pk=cast.siti.office_id).name
    return held, (home / "berkas" / "satu").read_text(encoding="utf-8"), User.objects.count()


def test_made_once_and_copied(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PADAN_TESTS_SHARED", str(tmp_path))
    homes = [tmp_path / "pertama", tmp_path / "kedua"]
    makers = [small_site, lambda: pytest.fail("made again")]
    found = []
    with django_db_blocker.unblock():
        before = settings.HOME
        for home, maker in zip(homes, makers, strict=True):
            home.mkdir()
            monkeypatch.setattr("whole_site.make_whole_site", maker)
            with embedded(home) as site:
                assert home == settings.HOME
                found.append((site.samples, site.sessions, seen(home, site.cast)))
            assert (settings.HOME, User.objects.count()) == (before, 0)
    assert found[0] == found[1]
    assert found[0][2] == ("Kelurahan Legok", "isi", len(site.cast.people))
