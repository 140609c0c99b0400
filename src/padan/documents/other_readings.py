"""What the papers say of a segment whose payer type is not settled: how it was counted, and what it would owe else.

Heads of RT may be BPU or PU (no source settles it); the rates name both readings.
"""

from padan.documents.content import OtherReading, Risk
from padan.documents.wording import STANDINGS, number, rupiah, say, segment_label


def in_a_row(found: OtherReading, lang: str) -> str:
    """What stands beside the figures of one segment and month."""
    counted, other = found.counted.upper(), found.other.upper()
    if lang == "en":
        return f"{counted} or {other} is not settled: counted as {counted}; as {other} {_owed(found, lang)}"
    return f"Belum pasti {counted} atau {other}: dihitung sebagai {counted}; sebagai {other} {_owed(found, lang)}"


def in_a_sentence(found: OtherReading, lang: str) -> str:
    """Both readings of a segment over the whole period."""
    counted, other, segment = found.counted.upper(), found.other.upper(), segment_label(found.segment, lang)
    money = rupiah(found.due.rupiah, lang)
    if lang == "en":
        return (
            f"{segment}: whether {counted} or {other} is not settled. Counted as {counted}, {money}; "
            f"as {other} {_owed(found, lang)}."
        )
    return (
        f"{segment}: belum pasti {counted} atau {other}. Dihitung sebagai {counted}, {money}; "
        f"sebagai {other} {_owed(found, lang)}."
    )


def standing_label(risk: Risk, lang: str) -> str:
    """Where somebody stands, and by which reading where the segment has two."""
    label = say(STANDINGS.get(risk.standing, (risk.standing, risk.standing)), lang)
    counted = risk.counted.upper()
    how = (f"dihitung sebagai {counted}, belum pasti", f"counted as {counted}, not settled")
    return f"{label} ({say(how, lang)})" if counted else label


def _owed(found: OtherReading, lang: str) -> str:
    money = rupiah(found.would.rupiah, lang)
    if not found.unknown:
        return money
    if not found.would.person_months:
        return say(("belum diketahui karena upahnya tidak tercatat", "unknown, for no wage is recorded"), lang)
    if lang == "en":
        return f"{money}, and {found.unknown:,} person-months unknown without a wage"
    return f"{money}, dan {number(found.unknown)} orang-bulan belum diketahui karena upahnya tidak tercatat"
