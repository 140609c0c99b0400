"""The command line: what is printed where, exit codes, languages, and the smaller commands."""

import getpass
import json
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from small_city import LIST_HEAD, changed, list_rows, payment_rows, person, reconcile, write_city, write_csv

from padan import entry, pipeline
from padan.cli import main
from padan.domain.errors import UnreadableFileError
from padan.files.encrypted import PasswordNeededError
from padan.terminal import Progress
from thorough import one_in, repeats

pytestmark = [pytest.mark.usefixtures("decided_once"), one_in(4)]
QUICK = ("--no-pdf", "--no-workbook")


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_city(tmp_path_factory.mktemp("kota"))


def words(city: Path, out: Path, *more: object) -> list[str]:
    given = ["reconcile", city / "daftar.csv", "--participants", city / "peserta.csv", "--out", out, *more]
    return [str(word) for word in given]


def test_json_is_the_only_thing_on_standard_output(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words(city, tmp_path / "h", "--json", *QUICK)) == 0
    told = capsys.readouterr()
    assert json.loads(told.out) == json.loads((tmp_path / "h" / "summary.json").read_text(encoding="utf-8"))
    assert "[1/6] Membaca berkas" in told.err


def test_the_summary_says_what_came_out_and_what_to_do(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "h"
    assert main(words(city, out, "--payments", city / "iuran.csv", "--no-pdf", "--quiet")) == 0
    told = capsys.readouterr()
    assert told.err == ""
    lines = told.out.splitlines()
    assert lines[0].startswith("Rekonsiliasi selesai dalam ")
    assert "  Cocok                                  29              29" in lines
    assert "  Belum Terdaftar                         4               -" in lines
    assert any("Rp 1.512.000" in line for line in lines)
    assert any("3 baris menunggu keputusan manusia" in line for line in lines)
    assert f"    --decisions {out / 'rekonsiliasi.xlsx'}" in lines
    assert "berita-acara.pdf" not in told.out


def test_english_on_request(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PADAN_LANG", "en")
    assert main(words(city, tmp_path / "h", *QUICK)) == 0
    told = capsys.readouterr()
    assert "Reading files" in told.err
    assert "What to do next" in told.out
    assert main(["reconcile"]) == 2
    assert "Wrong or missing arguments" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong",
    [
        ["--period", "2024-13"],
        ["--period", "triwulan"],
        ["--as-of", "31-02-2024"],
        ["--as-of", "2024-01-01", "2024-02-01", "2024-03-01"],
        ["--segment", "pns"],
        ["--unknown"],
    ],
)
def test_wrong_arguments_end_with_2(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: list[str]
) -> None:
    assert main(words(city, tmp_path / "h", *wrong)) == 2
    assert capsys.readouterr().err
    assert not (tmp_path / "h").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["check"], "yang wajib ada: LIST."),
        (["periksa"], "PERINTAH: 'periksa' tidak dikenal (pilihan: 'reconcile',"),
        (["check", "a.csv", "--apa"], "tidak dikenal: --apa."),
        (["check", "a.csv", "--out"], "--out: perlu satu nilai."),
        (["reconcile", "a.csv", "--participants", "--out", "x"], "--participants: perlu paling sedikit satu nilai."),
        (["reconcile", "a.csv", "--p", "b.csv", "--out", "x"], "--p dapat berarti --participants, --payments,"),
        (["demo", "x", "--people", "banyak"], "--people: 'banyak' bukan bilangan bulat."),
    ],
)
def test_wrong_arguments_are_told_in_indonesian(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert f"keliru: {told}" in capsys.readouterr().err


@pytest.mark.parametrize(("lang", "words"), [("id", ("cara pakai: ", "bantuan")), ("en", ("usage: ", "this help"))])
def test_help_is_in_the_language_asked(lang: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["check", "--lang", lang, "--help"])
    told = capsys.readouterr().out
    assert told.startswith(words[0])
    assert words[1] in told
    assert ("usage" in told or "optional" in told) == (lang == "en")


def test_the_period_stands_in_the_result(city: Path, tmp_path: Path) -> None:
    out = tmp_path / "h"
    more = ("--payments", city / "iuran.csv", "--period", "2024-Q4", "--no-pdf")
    assert reconcile(city, out, *more) == 0
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["period"] == ["2024-10", "2024-11", "2024-12"]
    first = openpyxl.load_workbook(out / "rekonsiliasi.xlsx")["Ringkasan"]
    told = [row[0] for row in first.iter_rows(max_row=4, values_only=True)]
    assert "Periode: Oktober sampai Desember 2024" in told


def test_keys_of_a_letterhead_that_are_not_known_are_told(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kop = tmp_path / "kop.toml"
    kop.write_text('[kop]\npemerintah = "Pemerintah Kota Contoh"\nwarna = "biru"\n', encoding="utf-8")
    assert main(words(city, tmp_path / "h", "--letterhead", kop, "--no-workbook", "--quiet")) == 0
    assert "kop.warna" in capsys.readouterr().err


def test_minutes_dated_before_their_data_are_told(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kop = tmp_path / "kop.toml"
    kop.write_text("[acara]\ntanggal = 2024-12-18\n", encoding="utf-8")
    told = "tanggal berita acara pada kop (2024-12-18) lebih awal daripada tanggal data (2024-12-31)"
    for day, early in (("2024-12-31", True), ("2024-12-18", False)):
        more = ("--letterhead", kop, "--as-of", day, "--no-workbook", "--quiet")
        assert main(words(city, tmp_path / day, *more)) == 0
        assert (told in capsys.readouterr().err) is early


def test_a_missing_file_ends_with_10_and_a_list_without_rows_with_12(city: Path, tmp_path: Path) -> None:
    assert main(["reconcile", str(tmp_path / "x.csv"), "--participants", str(city / "peserta.csv"), "--out", "h"]) == 10
    write_csv(tmp_path / "kosong.csv", LIST_HEAD, [])
    empty = ["reconcile", tmp_path / "kosong.csv", "--participants", city / "peserta.csv", "--out", tmp_path / "h"]
    assert main([str(word) for word in empty]) == 12


def test_a_password_is_asked_for_on_a_terminal(
    city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given: list[str | None] = []

    def run(request: pipeline.Request, tell: object) -> None:
        given.append(request.password)
        raise PasswordNeededError("berkas bersandi", "encrypted")

    monkeypatch.setattr(pipeline, "run", run)
    assert main(words(city, tmp_path / "h")) == 10
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(getpass, "getpass", lambda prompt: f"kata {len(given)}")
    assert main(words(city, tmp_path / "h")) == 10
    assert main(words(city, tmp_path / "h", "--password", "sandi")) == 10
    assert given == [None, None, "kata 2", "kata 3", "kata 4", "sandi"]
    assert "berkas bersandi" in capsys.readouterr().err


class Terminal:
    """A stream that says it is a terminal."""

    def __init__(self) -> None:
        self.text = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        pass


def test_a_bar_on_a_terminal() -> None:
    screen = Terminal()
    progress = Progress(screen)  # type: ignore[arg-type]
    progress(2, 4, "Mencocokkan orang")
    progress(4, 4, "")
    assert "[############............] 2/4 Mencocokkan orang" in screen.text
    assert "\n" not in screen.text


def test_results_inside_the_folder_of_lists_are_not_read_again(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "kota"
    write_csv(folder / "daftar.csv", LIST_HEAD, list_rows())
    given = ["reconcile", folder, "--participants", city / "peserta.csv", "--out", folder / "hasil", "--no-pdf"]
    rows = []
    for _ in range(2):
        assert main([str(word) for word in (*given, "--state", folder / "keadaan", "--json", "--quiet")]) == 0
        rows.append(json.loads(capsys.readouterr().out)["buckets"])
    assert rows[0] == rows[1]
    for _ in range(2):
        assert main(["check", str(folder), "--out", str(folder / "periksa"), "--json", "--quiet"]) == 0
        checked = json.loads(capsys.readouterr().out)
    assert checked["rows"] == len(list_rows())


def test_one_file_for_both_sides_is_said(city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    same = city / "peserta.csv"
    words_ = ["reconcile", same, "--participants", same, "--out", tmp_path / "h", "--quiet", *QUICK]
    assert main([str(word) for word in words_]) == 0
    assert "peserta.csv: berkas yang sama diberikan sebagai daftar dan sebagai peserta" in capsys.readouterr().err


def test_a_name_too_long_for_a_folder_is_told(city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words(city, tmp_path / ("x" * 300))) == 13
    assert "namanya terlalu panjang" in capsys.readouterr().err


def test_check_says_the_problems_and_hands_the_list_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [person(1), changed(person(2), LIST_HEAD, NIK=person(2)[0][:-1], Tanggal_Lahir="31-02-1980"), person(3)]
    source = write_csv(tmp_path / "daftar.csv", LIST_HEAD, rows)
    out = tmp_path / "diperiksa.xlsx"
    assert main(["check", str(source), "--out", str(out), "--quiet"]) == 0
    told = capsys.readouterr().out
    assert "3 baris dalam 1 berkas diperiksa; 1 baris bermasalah." in told
    assert "NIK tidak 16 angka." in told
    lines = list(openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True))
    assert "NIK tidak 16 angka." in lines[2][-1]
    assert "Tanggal lahir tidak mungkin" in lines[2][-1]
    assert lines[1][-1] is None


def test_check_tells_a_wage_and_a_place_that_are_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = ("NIK", "Nama", "Upah", "Kelurahan", "Kecamatan")
    rows = [
        (*person(1)[:2], "Rp 3.000.000", "Simpang IV Sipin", "Telanaipura"),
        (*person(2)[:2], "-3.000.000", "Mendalo Darat", "Jambi Luar Kota"),
        (*person(3)[:2], "sesuai UMK", "Mayang Raya Indah", "Alam Barajo"),
        (*person(4)[:2], "-", "", "Alam Barajo"),
    ]
    source = write_csv(tmp_path / "daftar.csv", head, rows)
    assert main(["check", str(source), "--json", "--quiet"]) == 0
    told = {row["record"]: row["problems"] for row in json.loads(capsys.readouterr().out)["troubled"]}
    found = {n: [code for code in codes if not code.startswith("birth_")] for n, codes in told.items()}
    assert found == {1: [], 2: ["amount_invalid"], 3: ["amount_invalid", "region_unknown"], 4: []}


def test_check_of_several_lists_gives_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for place in ("legok", "murni"):
        write_csv(tmp_path / "kota" / place / "daftar.csv", LIST_HEAD, list_rows())
    assert main(["check", str(tmp_path / "kota"), "--out", str(tmp_path / "h"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["files"] == 2
    assert found["problems"]["nik_missing"] == 4 + 2
    assert [str(path) for path in sorted((tmp_path / "h").rglob("*.xlsx"))] == found["written"]
    assert len(found["written"]) == 2


def test_check_only_reports_without_out_and_refuses_a_wrong_name(tmp_path: Path) -> None:
    source = write_csv(tmp_path / "daftar.csv", LIST_HEAD, list_rows())
    assert main(["check", str(source)]) == 0
    assert main(["check", str(source), "--out", str(tmp_path / "x.csv")]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["daftar.csv"]


@repeats("tests/docs/test_examples.py::test_the_tutorial_runs")
def test_a_demo_city_is_reconciled_and_evaluated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    city, out = tmp_path / "kota", tmp_path / "hasil"
    assert main(["demo", str(city), "--people", "200", "--seed", "3", "--quiet"]) == 0
    assert "Kota rekaan" in capsys.readouterr().out
    given = ["reconcile", city / "daftar", "--participants", city / "peserta.xlsx", "--out", out, *QUICK]
    extra = ["--payments", city / "iuran.xlsx", "--posts", city / "pos-rt.xlsx", "--groups", city / "kelompok.xlsx"]
    assert main([str(word) for word in (*given, *extra)]) == 0
    capsys.readouterr()
    assert main(["evaluate", str(out), "--truth", str(city / "truth.parquet"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["precision"]["value"] > 0.95
    assert found["true_pairs"] == pl.read_parquet(city / "truth.parquet").height
    assert main(["evaluate", str(out), "--truth", str(tmp_path / "none.parquet")]) == 10
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert sum(summary["posts"]["states"].values()) == summary["posts"]["posts"] > 0


def test_ctrl_c_ends_with_130_and_leaves_nothing(tmp_path: Path) -> None:
    """In a process of its own: the signal comes while files are read, rows checked or people matched."""
    rows = [changed(person(n % 900), LIST_HEAD, Nama=f"Orang {n}", NIK="") for n in range(9_000)]
    write_csv(tmp_path / "daftar.csv", LIST_HEAD, rows)
    write_csv(tmp_path / "peserta.csv", LIST_HEAD, rows)
    code = "import sys; from padan.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, *words(tmp_path, tmp_path / "h")]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert run.stderr is not None
    while "[1/" not in run.stderr.readline():
        assert run.poll() is None
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=60)
    assert run.returncode == 130
    assert (out, "Traceback" in err) == ("", False)
    assert "Dihentikan" in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["daftar.csv", "peserta.csv"]


@pytest.mark.parametrize("after", [ValueError("no such table"), UnreadableFileError("rusak", "damaged")])
def test_what_fails_after_a_ctrl_c_that_a_library_forgot_is_130(
    after: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_anything: object, **_more: object) -> None:
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        raise after

    monkeypatch.setattr("padan.commands.check.check_lists", stopped)
    assert main(["check", "daftar.xlsx", "--quiet"]) == 130
    assert capsys.readouterr().err == "Dihentikan; tidak ada yang berubah.\n"
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize(("lang", "said"), [("id", "Dihentikan"), ("en", "Stopped")])
def test_ctrl_c_while_the_program_loads(
    lang: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(_name: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(entry, "import_module", stop)
    monkeypatch.setattr(sys, "argv", ["padan", "check", "daftar.xlsx", "--lang", lang])
    assert entry.main() == 130
    assert said in capsys.readouterr().err


def test_payments_with_a_column_for_each_month_are_said_before_hidden_sheets(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hidden = openpyxl.Workbook()
    for number in range(9):
        sheet = hidden.create_sheet(f"Lembar {number}")
        sheet.append(LIST_HEAD)
        sheet.append(person(400 + number))
        sheet.sheet_state = "hidden"
    hidden.save(tmp_path / "tersembunyi.xlsx")
    wide = write_csv(tmp_path / "iuran.csv", ("NIK", "Jan 2026", "Feb 2026"), [(person(1)[0], "16800", "-")])
    given = words(city, tmp_path / "h", "--payments", wide, "--quiet", *QUICK)
    assert main([given[0], str(tmp_path / "tersembunyi.xlsx"), *given[1:]]) == 0
    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith("Peringatan")]
    assert "setiap bulan berkolom sendiri" in told[0]
    assert len(told) > 1


def test_payments_of_other_months_and_decisions_without_an_answer_are_said(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blank = write_csv(tmp_path / "keputusan.csv", ("nik", "nik", "decision"), [])
    more = ("--payments", city / "iuran.csv", "--period", "2027-01", "--decisions", blank, "--quiet", *QUICK)
    assert main(words(city, tmp_path / "h", *more)) == 0
    told = capsys.readouterr()
    whole = sum(int(row[3]) for row in payment_rows())
    (line,) = [line for line in told.out.splitlines() if "Di luar periode" in line]
    assert line.endswith(f"Rp {whole:,}".replace(",", "."))
    assert "tidak memuat satu jawaban pun" in told.err


def test_a_bill_handed_in_twice_is_said(city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bill = ("123456789012", "NN000777", "2025-01", "33600", "2")
    head = ("Kode Iuran", "NPP", "Bulan", "Jumlah Iuran", "Jumlah TK")
    bills = write_csv(tmp_path / "tagihan.csv", head, [bill, bill])
    assert main(words(city, tmp_path / "h", "--payments", bills, "--quiet", *QUICK)) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "Tagihan ganda" in line]
    assert line.endswith("Rp 33.600")


def test_a_state_that_is_a_file_is_named(city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words(city, tmp_path / "h", "--state", city / "daftar.csv", "--quiet", *QUICK)) == 13
    assert "daftar.csv adalah berkas, bukan folder" in capsys.readouterr().err
    assert not (tmp_path / "h").exists()


def test_results_in_the_folder_one_stands_in_say_what_to_type_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write_city(tmp_path))
    assert main(words(Path(), Path("hasil"), "--quiet", *QUICK)) == 0
    assert "Ketik cd ." not in capsys.readouterr().out
    assert main(words(Path(), Path(), "--quiet", *QUICK)) == 0
    assert "Ketik cd ." in capsys.readouterr().out
    assert (tmp_path / "daftar.csv").exists()
    assert (tmp_path / "summary.json").exists()


def test_an_english_workbook_names_months_and_proofs_in_english(city: Path, tmp_path: Path) -> None:
    more = ("--payments", city / "iuran.csv", "--period", "2024-Q4", "--lang", "en", "--no-pdf", "--quiet")
    assert main(words(city, tmp_path / "h", *more)) == 0
    book = openpyxl.load_workbook(tmp_path / "h" / "rekonsiliasi.xlsx")
    cells = {str(cell) for row in book["Contributions"].iter_rows(values_only=True) for cell in row}
    assert {"October 2024", "15 December 2024; billing code 241299; NTPN 99017"} <= cells
    assert "Period: October to December 2024" in {row[0] for row in book["Summary"].iter_rows(values_only=True)}
