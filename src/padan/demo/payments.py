"""Payments by name of one quarter, October to December 2024, and what goes wrong with them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from padan.demo.faultlog import FaultLog
from padan.demo.faults import RATES
from padan.demo.listing import PRIVATE, ParticipantRows
from padan.demo.participant_side import NEVER, Membership

Ints = npt.NDArray[np.int64]

MONTHS = ("2024-10", "2024-11", "2024-12")
_STARTS = np.array(MONTHS, dtype="datetime64[M]").astype("datetime64[D]").astype(np.int64)
_ENDS = _STARTS + np.array([30, 29, 30])
BPU_MONTH = 16_800  # JKK 10,000 + JKM 6,800
PU_PER_MYRIAD = 54  # JKK 0.24 % + JKM 0.30 %


@dataclass(frozen=True, slots=True)
class PaymentRows:
    """Each payment: row of the participant (-1 for a number nobody has), month 0 to 2, rupiah, day paid since 1970."""

    participant: Ints
    month: Ints
    amount: Ints
    paid: Ints


def make_payments(
    rows: ParticipantRows, membership: Membership, rng: np.random.Generator
) -> tuple[PaymentRows, FaultLog]:
    """Who paid for which month: what is due less what was left out, plus what should not have been paid."""
    log = FaultLog("payments")
    due, paid = _due_and_paid(membership, rng)
    participant, month = np.nonzero(paid)
    amount = _rates(rows, membership)[participant]
    again = np.flatnonzero(rng.random(len(participant)) < RATES["payments", "paid_twice"])
    stranger = max(1, int(len(participant) * RATES["payments", "payment_unknown"]))
    participant = np.concatenate((participant, participant[again], np.full(stranger, -1)))
    month = np.concatenate((month, month[again], rng.integers(0, 3, stranger)))
    amount = np.concatenate((amount, amount[again], np.full(stranger, BPU_MONTH)))
    kinds = np.zeros(len(participant), dtype=np.int8)
    kinds[len(amount) - stranger - len(again) : len(amount) - stranger] = 1
    kinds[len(amount) - stranger :] = 2
    wrong = np.flatnonzero((rng.random(len(amount)) < RATES["payments", "wrong_rate"]) & (kinds == 0))
    amount[wrong] = np.where(rng.random(len(wrong)) < 0.5, amount[wrong] // 2, amount[wrong] + 1_200)
    day = _days_paid(membership, participant, month, rng) + np.where(kinds == 1, 9, 0)
    order = np.lexsort((kinds, participant, month))
    payments = PaymentRows(participant[order], month[order], amount[order], day[order])
    _note(log, payments, kinds[order], np.isin(order, wrong), membership, due)
    return payments, log


def _days_paid(membership: Membership, participant: Ints, month: Ints, rng: np.random.Generator) -> Ints:
    """One day a group and month, by the 15th of the next; one group in twenty pays weeks late."""
    names, group = np.unique(membership.npp.astype(str), return_inverse=True)
    offset = rng.integers(2, 15, (len(names), 3))
    late = np.where(rng.random((len(names), 3)) < 0.05, rng.integers(15, 60, offset.shape), 0)
    days: Ints = _STARTS[month] + 31 + (offset + late)[group[participant], month]
    return days


def _due_and_paid(
    membership: Membership, rng: np.random.Generator
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    count = len(membership.wage)
    start, end, death = membership.start[:, None], membership.end[:, None], membership.death[:, None]
    due = (start <= _ENDS) & (end >= _STARTS) & (death >= _STARTS)
    paid = due & (rng.random((count, 3)) >= RATES["payments", "unpaid_month"])
    paid[rng.random(count) < RATES["payments", "lapsed"]] = False
    paid[rng.random(count) < RATES["payments", "arrears_two_months"], 1:] = False
    after_death = (
        (death < _STARTS) & (end >= _STARTS) & (rng.random(count) < RATES["payments", "paid_after_death"])[:, None]
    )
    after_end = (
        (end < _STARTS) & (end + 31 >= _STARTS) & (rng.random(count) < RATES["payments", "paid_after_end"])[:, None]
    )
    return due, paid | after_death | after_end


def _rates(rows: ParticipantRows, membership: Membership) -> Ints:
    amount = np.where(membership.wage > 0, membership.wage * PU_PER_MYRIAD // 10_000, BPU_MONTH)
    # A private employer pays JHT 5.7 % and JP 3 % too.
    return np.where(rows.segment == PRIVATE, membership.wage * 924 // 10_000, amount)


def _note(
    log: FaultLog, payments: PaymentRows, kinds: npt.NDArray[np.int8], wrong: npt.NDArray[np.bool_],
    membership: Membership, due: npt.NDArray[np.bool_],
) -> None:  # fmt: skip
    log.add("paid_twice", np.flatnonzero(kinds == 1))
    log.add("payment_unknown", np.flatnonzero(kinds == 2))
    log.add("wrong_rate", np.flatnonzero(wrong))
    known = payments.participant >= 0
    undue = known & ~due[payments.participant, payments.month]
    dead = membership.death[payments.participant] < NEVER
    log.add("paid_after_death", np.flatnonzero(undue & dead))
    log.add("paid_after_end", np.flatnonzero(undue & ~dead))


def note_unpaid(log: FaultLog, payments: PaymentRows, membership: Membership) -> None:
    """Months due and not paid, told on the participant's own row: lapsed, in arrears, or one month left out."""
    paid = np.zeros((len(membership.wage), 3), dtype=np.bool_)
    known = payments.participant >= 0
    paid[payments.participant[known], payments.month[known]] = True
    start, end, death = membership.start[:, None], membership.end[:, None], membership.death[:, None]
    open_ = (start <= _ENDS) & (end >= _STARTS) & (death >= _STARTS) & ~paid
    whole = open_.all(axis=1)
    last = open_[:, 1:].all(axis=1) & ~whole
    log.add("lapsed", np.flatnonzero(whole))
    log.add("arrears_two_months", np.flatnonzero(last))
    single = np.flatnonzero(open_.any(axis=1) & ~whole & ~last)
    log.add("unpaid_month", single, [MONTHS[int(open_[row].argmax())] for row in single.tolist()])


def payment_table(
    payments: PaymentRows, membership: Membership, identity: dict[str, npt.NDArray[np.object_]]
) -> pl.DataFrame:
    """The payments file: number, NIK and name as the branch has them, month, rupiah, day, billing code, NTPN."""
    texts = {"KPJ": identity["kpj"], "NIK": identity["nik"], "NAMA": identity["name"], "npp": membership.npp}
    people = pl.DataFrame([pl.Series(name, column.tolist(), pl.String) for name, column in texts.items()])
    row = pl.Series(payments.participant)
    table = people[row.set(row < 0, 0)].with_columns(
        pl.Series("participant", payments.participant), pl.Series("BULAN IURAN", payments.month),
        pl.Series("JUMLAH IURAN", payments.amount), pl.Series("TANGGAL BAYAR", payments.paid.astype("datetime64[D]")),
    ).with_row_index("at")  # fmt: skip
    stranger = pl.col("participant") < 0
    group = pl.col("npp").rank("dense").cast(pl.Int64) * 10 + pl.col("BULAN IURAN")
    number = pl.col("at").cast(pl.String).str.zfill(7)
    serial = group * 2_654_435_761 % 10**14
    return table.with_columns(
        pl.when(stranger).then(pl.format("2098{}", number)).otherwise(pl.col("KPJ")).alias("KPJ"),
        pl.when(stranger).then(pl.lit(None)).otherwise(pl.col("NIK")).alias("NIK"),
        pl.when(stranger).then(pl.lit("PESERTA TIDAK DIKENAL")).otherwise(pl.col("NAMA")).alias("NAMA"),
        pl.col("TANGGAL BAYAR").dt.strftime("%d-%m-%Y"),
        pl.format("24{}99{}", pl.col("BULAN IURAN") + 10, group.cast(pl.String).str.zfill(7)).alias("KODE IURAN"),
        pl.format("99{}", serial.cast(pl.String).str.zfill(14)).alias("NTPN"),
        pl.format("2024-{}", pl.col("BULAN IURAN") + 10).alias("BULAN IURAN"),
    ).select("KPJ", "NIK", "NAMA", "BULAN IURAN", "JUMLAH IURAN", "TANGGAL BAYAR", "KODE IURAN", "NTPN")  # fmt: skip
