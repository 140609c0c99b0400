"""Bappeda enters, replaces, ends and withdraws rules: each is a version, and none is ever lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest
from cast import Cast, make_cast
from django.db import DatabaseError, connection, transaction
from stating import REASON, basis, quota, the_rule

from padan.domain.law import Law, load_law, quota_of, share_of
from padan.domain.rates import load_rates
from padan.web.audit.models import Event
from padan.web.law import services, shipping
from padan.web.law.models import Basis, LawRule
from padan.web.law.refusals import ClashError, InUseError, ValueFaultError
from padan.web.law.selectors import law_now, rates_now, versions_of
from padan.web.law.services import StatedRule
from padan.web.refusals import ConflictError, RefusedError

JANUARY, JULY = date(2026, 1, 1), date(2026, 7, 1)


def refused(error: type[RefusedError], act: Callable[[], object]) -> str:
    with pytest.raises(error) as found:
        act()
    return found.value.text("id")


def heads(day: date) -> int | None:
    found = quota_of(law_now(), "rt", day)
    return found.heads if found else None


@pytest.mark.django_db
def test_a_fresh_site_holds_what_is_shipped() -> None:
    assert law_now() == load_law()
    assert rates_now() == load_rates()


def test_a_rule_entered_counts_at_once_and_stands_in_the_trail(cast: Cast) -> None:
    assert heads(JULY) is None
    made = services.rule_add(acting=cast.bappeda, stated=quota(30, JANUARY))
    assert heads(JULY) == 30
    assert (made.entered_by_name, made.entered_office) == ("Rina Marlina", "Bappeda Kota Jambi")
    event = Event.objects.get(action="law.rule_add")
    assert (event.object_id, event.detail["kind"], event.detail["legal_base"]) == (
        str(made.pk), "quota", "kepwal_jambi_519_2024",
    )  # fmt: skip


def test_two_rules_for_one_thing_on_one_day_are_refused(cast: Cast) -> None:
    services.rule_add(acting=cast.bappeda, stated=quota(30, JANUARY))
    told = refused(ClashError, lambda: services.rule_add(acting=cast.bappeda, stated=quota(40, JULY)))
    assert "1 Januari 2026 sampai seterusnya" in told
    services.rule_add(acting=cast.bappeda, stated=quota(40, date(2025, 1, 1), date(2025, 12, 31)))
    services.rule_add(acting=cast.bappeda, stated=quota(50, JULY, place="15.71"))


def test_a_version_that_begins_later_leaves_the_days_before(cast: Cast) -> None:
    held = services.rule_add(acting=cast.bappeda, stated=quota(30, JANUARY))
    made = services.rule_replace(acting=cast.bappeda, rule=held, stated=quota(40, JULY), reason=REASON)
    assert [heads(day) for day in (JANUARY, date(2026, 6, 30), JULY)] == [30, 30, 40]
    assert len(versions_of(made)) == 3
    held.refresh_from_db()
    assert (held.stands, held.withdrawn_by_name, held.withdrawn_reason) == (False, "Rina Marlina", REASON)


def test_a_version_for_the_same_days_takes_the_whole_place(cast: Cast) -> None:
    held = services.rule_add(acting=cast.bappeda, stated=quota(30, JANUARY))
    services.rule_replace(acting=cast.bappeda, rule=held, stated=quota(35, JANUARY), reason=REASON)
    assert [heads(day) for day in (date(2025, 12, 31), JANUARY, JULY)] == [None, 35, 35]


def test_the_base_of_a_share_is_a_choice_that_a_page_changes(cast: Cast) -> None:
    held = the_rule("share", subject="miskin_ekstrem", last_day=None)
    stated = StatedRule(
        "share", {"per_myriad": 1_000, "base": "kecamatan"}, held.first_day, None, basis(), True, "miskin_ekstrem"
    )
    services.rule_replace(acting=cast.bappeda, rule=held, stated=stated, reason=REASON)
    share = share_of(law_now(), "miskin_ekstrem", JULY)
    assert share is not None
    assert (share.base, share.rule.certain) == ("kecamatan", True)


def test_an_end_keeps_the_days_before(cast: Cast) -> None:
    held = services.rule_add(acting=cast.bappeda, stated=quota(30, JANUARY))
    made = services.rule_end(acting=cast.bappeda, rule=held, last_day=date(2026, 6, 30), reason=REASON)
    assert [heads(day) for day in (JANUARY, date(2026, 6, 30), JULY)] == [30, 30, None]
    for last_day in (date(2025, 12, 31), date(2026, 7, 1)):
        refused(
            RefusedError,
            lambda day=last_day: services.rule_end(acting=cast.bappeda, rule=made, last_day=day, reason=REASON),
        )
    assert heads(JANUARY) == 30


def test_a_rule_withdrawn_holds_on_no_day_and_stays_to_be_read(cast: Cast) -> None:
    held = services.rule_add(acting=cast.bappeda, stated=quota(30, JANUARY))
    services.rule_withdraw(acting=cast.bappeda, rule=held, reason=REASON)
    assert heads(JANUARY) is None
    assert LawRule.objects.filter(pk=held.pk).exists()
    refused(ConflictError, lambda: services.rule_withdraw(acting=cast.bappeda, rule=held, reason=REASON))


def test_the_database_keeps_every_version_as_it_was(cast: Cast) -> None:
    held = services.rule_add(acting=cast.bappeda, stated=quota(30, JANUARY))
    with pytest.raises(DatabaseError), transaction.atomic():
        LawRule.objects.filter(pk=held.pk).update(value={"heads": 31})
    with pytest.raises(DatabaseError), transaction.atomic():
        held.delete()
    assert heads(JANUARY) == 30


def test_what_is_wrong_is_refused_with_a_sentence_and_nothing_is_written(cast: Cast) -> None:
    before = LawRule.objects.count()
    wrong = StatedRule("quota", {"heads": -1}, JANUARY, None, basis(), True, "rt")
    assert "heads" in refused(ValueFaultError, lambda: services.rule_add(acting=cast.bappeda, stated=wrong))
    early = quota(30, JULY, JANUARY)
    refused(RefusedError, lambda: services.rule_add(acting=cast.bappeda, stated=early))
    held = the_rule("calendar")
    refused(RefusedError, lambda: services.rule_withdraw(acting=cast.bappeda, rule=held, reason="  "))
    rate = StatedRule(
        "rate_amount", {"payer": "bpu", "program": "jp", "amount": 1}, date(2026, 1, 15), None, basis(), True
    )
    assert "bulan penuh" in refused(RefusedError, lambda: services.rule_add(acting=cast.bappeda, stated=rate))
    assert LawRule.objects.count() == before


def test_a_basis_on_which_rules_rest_stays(cast: Cast) -> None:
    told = refused(InUseError, lambda: services.basis_withdraw(acting=cast.bappeda, basis=basis(), reason=REASON))
    assert "masih bersandar" in told


@pytest.mark.django_db
def test_shipping_fills_a_database_once() -> None:
    before = LawRule.objects.count(), Basis.objects.count()
    shipping.ship(using="default")
    shipping.ship(using="default", app_config=None, verbosity=0)
    assert (LawRule.objects.count(), Basis.objects.count()) == before


@pytest.mark.django_db
def test_a_site_that_is_older_than_a_rule_gets_it_and_keeps_what_people_changed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if Padan shipped a kind of rule, and a new basis, only now; and quota had been changed by a human since."""
    law = load_law()
    young = [rule for rule in law.rules if rule.kind == "fact_age"]
    later = replace(next(one for one in law.bases if one.key == young[0].basis), key="nanti", title="Baru")
    moved = tuple(replace(rule, kind="fact_age", basis="nanti", subject="rt") for rule in young[:1])
    other = next(rule for rule in law.rules if rule.kind == "quota")
    unwanted = replace(other, subject="rt")
    shipped = Law((*law.bases, later), (*law.rules, *moved, unwanted))
    services.rule_add(acting=cast.bappeda, stated=quota(30, JANUARY))
    before = LawRule.objects.count()
    monkeypatch.setattr(shipping, "load_law", lambda: shipped)
    shipping.ship(using="default")
    added = LawRule.objects.order_by("-pk")[0]
    assert LawRule.objects.count() == before + 1
    assert (added.kind, added.subject, added.basis.key, added.entered_by) == ("fact_age", "rt", "nanti", None)
    shipping.ship(using="default")
    assert LawRule.objects.count() == before + 1


@pytest.mark.django_db(transaction=True)
def test_two_who_enter_the_same_in_one_moment_leave_one_rule() -> None:
    """After a database was emptied the shipped law is there again; the second of two is told of the first."""
    if connection.vendor != "postgresql":
        pytest.skip("the embedded database lets one writer in at a time: there is no race to run")
    cast, barrier = make_cast(), Barrier(2)

    def enter(heads_wanted: int) -> bool:
        try:
            barrier.wait(10)
            services.rule_add(acting=cast.bappeda, stated=quota(heads_wanted, JANUARY))
        except ClashError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        entered = list(pool.map(enter, (30, 40)))
    assert LawRule.objects.filter(subject="rt", kind="quota", withdrawn_at=None).count() == entered.count(True) == 1
