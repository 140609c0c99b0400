"""The trail: only added to, chained, provable, read by the inspectorate alone."""

import ast
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from cast import Cast, signed_in
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import RequestFactory
from django.utils import timezone

import padan.web
from erasable_trail import lifted
from padan.web.audit.actions import ACTIONS
from padan.web.audit.chain import FIRST, prove, seal_pending
from padan.web.audit.models import Event, Seal
from padan.web.audit.services import event_append, reading_log
from thorough import one_in

pytestmark = one_in(2)


def _events(cast: Cast, how_many: int) -> list[Event]:
    return [event_append(action="lists.mend", acting=cast.siti, detail={"n": n}) for n in range(how_many)]


def _tamper(statement: str, *values: object) -> None:
    """What only the database's own owner could do: lift the triggers, change, put them back."""
    with lifted(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def _proved(*arguments: str) -> tuple[int, str]:
    said = StringIO()
    try:
        call_command("audit_prove", *arguments, stdout=said)
    except CommandError as error:
        return error.returncode, f"{said.getvalue()}{error}"
    return 0, said.getvalue()


@pytest.mark.parametrize("change", ["update", "delete"])
@pytest.mark.parametrize("model", [Event, Seal])
def test_database_refuses_to_change_what_was_written(cast: Cast, model: type[Event] | type[Seal], change: str) -> None:
    _events(cast, 1)
    seal_pending()
    table = model._meta.db_table
    column = "action" if model is Event else "hash"
    statement = f"DELETE FROM {table}" if change == "delete" else f"UPDATE {table} SET {column} = 'x'"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)
    assert Event.objects.get().action == "lists.mend"


def test_events_are_sealed_in_order_once(cast: Cast) -> None:
    _events(cast, 3)
    assert (seal_pending(limit=2), seal_pending(), seal_pending()) == (2, 1, 0)
    seals = list(Seal.objects.all())
    assert [seal.sequence for seal in seals] == [1, 2, 3]
    assert [seal.previous_hash for seal in seals] == [FIRST, seals[0].hash, seals[1].hash]


def test_late_commit_is_sealed_after_those_that_came_first(cast: Cast) -> None:
    late, *others = _events(cast, 3)
    moved = Event.objects.get(pk=late.pk)
    _tamper("DELETE FROM audit_event WHERE id = %s", late.pk)
    seal_pending()
    moved.save(force_insert=True)
    assert seal_pending() == 1
    assert [seal.event_id for seal in Seal.objects.all()] == [*(event.pk for event in others), late.pk]
    assert prove().broken is None


def test_unbroken_chain_is_proved_and_the_unsealed_named(cast: Cast) -> None:
    _events(cast, 2)
    seal_pending()
    waiting = _events(cast, 1)[0]
    code, said = _proved()
    assert code == 0
    assert "Segel utuh: 2" in said
    assert f"Belum disegel: 1 catatan, mulai dari catatan {waiting.pk}" in said


def test_changed_event_is_named(cast: Cast) -> None:
    changed = _events(cast, 3)[1]
    seal_pending()
    _tamper("UPDATE audit_event SET actor_name = 'Orang Lain' WHERE id = %s", changed.pk)
    code, said = _proved()
    assert code == 1
    assert f"segel 2 (catatan {changed.pk})" in said


def test_seal_taken_out_is_named(cast: Cast) -> None:
    taken = _events(cast, 3)[1]
    seal_pending()
    _tamper("DELETE FROM audit_seal WHERE event_id = %s", taken.pk)
    assert _proved() == (1, _proved()[1])
    assert "segel 2: segel hilang" in _proved()[1]


def test_end_cut_off_is_found_by_a_head_written_down_before(cast: Cast) -> None:
    last = _events(cast, 3)[2]
    seal_pending()
    head = prove().head
    assert _proved("--expect", head)[0] == 0
    _tamper("DELETE FROM audit_seal WHERE event_id = %s", last.pk)
    _tamper("DELETE FROM audit_event WHERE id = %s", last.pk)
    assert _proved()[0] == 0
    assert _proved("--expect", head)[0] == 1


def test_event_names_who_where_and_from_which_address(cast: Cast) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.1.2.3", headers={"X-Forwarded-For": "6.6.6.6"})
    event = reading_log(acting=cast.siti, about=cast.offices["legok"], reason="cocokkan KTP", request=request)
    assert (event.actor_name, event.office_name, event.address) == ("Siti Aminah", "Kelurahan Legok", "10.1.2.3")
    assert (event.object_kind, event.detail) == ("accounts.office", {"reason": "cocokkan KTP"})


def test_address_behind_our_own_proxy(cast: Cast, settings: object) -> None:
    settings.PROXIES = 1  # type: ignore[attr-defined]
    request = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": "6.6.6.6, 10.9.9.9"})
    assert event_append(action="lists.mend", request=request).address == "10.9.9.9"
    forged = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": "<script>"})
    assert event_append(action="lists.mend", request=forged).address == "127.0.0.1"


def test_event_goes_with_its_transaction(cast: Cast) -> None:
    with transaction.atomic():
        _events(cast, 1)
        transaction.set_rollback(True)
    assert not Event.objects.exists()


def test_inspectorate_finds_by_person_action_object_and_day(cast: Cast) -> None:
    event_append(action="lists.accept", acting=cast.siti, about=cast.offices["legok"])
    event_append(action="periods.open", acting=cast.bappeda)
    browser = signed_in(cast.auditor)
    tomorrow = (timezone.localtime() + timedelta(days=1)).date().isoformat()

    def shown(**asked: str) -> str:
        return browser.get("/jejak/", asked).content.decode().partition("<tbody>")[2]

    assert "Daftar diterima" in shown()
    assert "Periode dibuka" in shown()
    for asked in ({"person": "siti"}, {"action": "lists.accept"}, {"about": f"office {cast.offices['legok'].pk}"}):
        assert "Daftar diterima" in shown(**asked)
        assert "Periode dibuka" not in shown(**asked)
    assert "Tidak ada catatan" in shown(first_day=tomorrow)
    assert "Daftar diterima" in shown(last_day=tomorrow, first_day="bukan tanggal")


def test_trail_is_paged(cast: Cast) -> None:
    _events(cast, 60)
    browser = signed_in(cast.auditor)
    first = browser.get("/jejak/?action=lists.mend").content.decode()
    assert first.count("<tr>") == 51
    link = first.partition('href="?')[2].partition('"')[0].replace("&amp;", "&")
    second = browser.get(f"/jejak/?{link}").content.decode()
    assert second.count("<tr>") == 11
    assert 'href="?' not in second


SITE = Path(padan.web.__file__).parent


def _codes(path: Path) -> set[str]:
    """The action codes in a module: texts given as `action=` to `event_append`, there or by way of a name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[str] = set()
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if _name(call.func) == "event_append":
            given = [keyword.value for keyword in call.keywords if keyword.arg == "action"]
            codes = {code for value in given for code in _values(value, tree)}
            assert codes, f"{path}:{call.lineno}: an action code that is no plain text"
            found |= codes
    return found


def _values(value: ast.expr, tree: ast.Module) -> set[str]:
    """The texts that an expression may be; of a name, those assigned to it or given for it to its function."""
    if not isinstance(value, ast.Name):
        return {n.value for n in ast.walk(value) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and _name(node.targets[0]) == value.id:
            found |= _values(node.value, tree)
        elif isinstance(node, ast.FunctionDef):
            names = [a.arg for a in (*node.args.args, *node.args.kwonlyargs)]
            for given in _given(node, names, value.id, tree) if value.id in names else ():
                found |= _values(given, tree)
    return found


def _given(function: ast.FunctionDef, names: list[str], name: str, tree: ast.Module) -> list[ast.expr]:
    """What calls in the module give a function for one of its arguments."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node.func) == function.name]
    placed = [call.args[names.index(name)] for call in calls if len(call.args) > names.index(name)]
    return placed + [keyword.value for call in calls for keyword in call.keywords if keyword.arg == name]


def _name(node: ast.expr) -> str:
    return str(getattr(node, "id", getattr(node, "attr", "")))


def test_every_code_in_use_has_words() -> None:
    used = {code for path in SITE.rglob("*.py") for code in _codes(path)}
    assert len(used) > 20
    assert used - set(ACTIONS) == set()
