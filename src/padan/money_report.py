"""The money of a run as the papers tell it: `summary` is what summary.json holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from padan.documents.content import Amount, Elsewhere, MoneyRow, OtherReading
from padan.documents.other_readings import in_a_row
from padan.documents.wording import Words, day, number, say
from padan.engine.money_reporting import EvidenceFacts, money_evidence, money_lines, other_dues
from padan.engine.session import Connection


def amount(measure: Mapping[str, int], rupiah: str) -> Amount:
    """A measure of the summary: person-months, and the rupiah under that key."""
    return Amount(measure["person_months"], measure[rupiah])


def unsettled_segments(summary: Mapping[str, Any]) -> Iterator[OtherReading]:
    """Segments whose payer type is not settled, where anything is due in them."""
    told = summary.get("money", {}).get("readings", ())
    for first, other in zip(told[::2], told[1::2], strict=True):
        if first["due"]["person_months"] or first["unknown"]["person_months"]:
            would, unknown = amount(other["due"], "rupiah"), other["unknown"]["person_months"]
            due = amount(first["due"], "rupiah")
            yield OtherReading(first["segment"], first["reading"], other["reading"], due, would, unknown)


def money_rows(con: Connection, unsettled: Sequence[OtherReading], lang: str) -> Iterator[MoneyRow]:
    """Contributions by month and segment; of a segment that is not settled each row says both readings."""
    evidence = money_evidence(con)
    readings = {one.segment: one for one in unsettled}
    others = other_dues(con) if readings else {}
    for month, segment, people, *measures in money_lines(con):
        figures = [int(value or 0) for value in measures]
        amounts = (Amount(*figures[at : at + 2]) for at in range(0, 14, 2))
        due, paid, missing, excess, unassigned, review, unknown = amounts
        yield MoneyRow(
            month=month,
            segment=None if segment == "unknown" else segment,
            people=int(people),
            due=due,
            paid=paid,
            missing=missing,
            excess=excess,
            unassigned=unassigned,
            review=review,
            unknown=unknown,
            review_paid=figures[14],
            evidence=_evidence(evidence, month, segment, lang),
            note=_other_note(readings.get(segment), others.get((month, segment)), lang),
        )


def _other_note(found: OtherReading | None, dues: tuple[int, int, int, int] | None, lang: str) -> str:
    if found is None or dues is None:
        return ""
    due, months, would, unknown = dues
    return in_a_row(replace(found, due=Amount(0, due), would=Amount(months, would), unknown=unknown), lang)


def paid_elsewhere(summary: Mapping[str, Any]) -> Elsewhere:
    """What the payments hold beside the period: other months, and lines that cannot be read."""
    payments = summary.get("money", {}).get("payments")
    if not payments:
        return Elsewhere()
    unread = payments["unreadable"]
    return Elsewhere(payments["outside_period"]["rupiah"], unread["rupiah"], unread["lines"])


def _evidence(evidence: Mapping[tuple[str, str], EvidenceFacts], month: str, segment: str, lang: str) -> str:
    """Days, billing codes and NTPN of the segment; where codes are many, how many the month has in all."""
    many = any(found.codes > len(found.some_codes) for (when, key), found in evidence.items() if when == month and key)
    found = evidence.get((month, "" if many else segment))
    if found is None:
        return ""
    days = [] if found.first is None or found.last is None else [_days(found.first, found.last, lang)]
    if many:
        return "; ".join([*days, f"{number(found.codes)} {say(_CODES, lang)}"])
    codes = [f"{say(_CODE, lang)} {code}" for code in found.some_codes]
    return "; ".join([*days, *codes, *(f"NTPN {ntpn}" for ntpn in found.some_receipts)])


def _days(first: date, last: date, lang: str) -> str:
    if first == last:
        return day(first, lang)
    return f"{day(first, lang)} {say(('s.d.', 'to'), lang)} {day(last, lang)}"


_CODE: Words = ("kode iuran", "billing code")
_CODES: Words = ("kode iuran", "billing codes")
