"""The command line: arguments in, sentences out. No rules here.

A command's module is loaded when that command is asked for: a check need not wait for what sets minutes.
"""

import argparse
import hashlib
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from padan import __version__
from padan.arguments import Parser
from padan.domain.errors import PadanError
from padan.domain.segments import SEGMENT_KEYS
from padan.library_faults import interrupts_remembered, is_interrupted
from padan.terminal import say_line

INTERRUPTED = 130
OUR_FAULT = 70
LANGUAGES = ("id", "en")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code says how it ended."""
    words = list(sys.argv[1:] if argv is None else argv)
    lang = _language(words)
    with interrupts_remembered() as interrupted:
        try:
            arguments = _parser(lang).parse_args(words)
            code = int(import_module(f"padan.commands.{arguments.command}").run(arguments))
            sys.stdout.flush()
            return code
        except BrokenPipeError:
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - whoever read the output has gone
            return 0
        except KeyboardInterrupt:
            return _stopped(lang)
        except Exception as error:
            if interrupted() or is_interrupted(error):
                return _stopped(lang)
            return (
                _told(error.text(lang), error.exit_code) if isinstance(error, PadanError) else _our_fault(error, lang)
            )


def _told(message: str, code: int) -> int:
    say_line(message)
    return code


def _stopped(lang: str) -> int:
    text = "Stopped; nothing was changed." if lang == "en" else "Dihentikan; tidak ada yang berubah."
    return _told(text, INTERRUPTED)


def _our_fault(error: Exception, lang: str) -> int:
    """A sentence and a number that names the place in the program: never the data, which may be a person's."""
    if os.environ.get("PADAN_DEBUG") == "1":
        traceback.print_exc()
    frames = traceback.extract_tb(error.__traceback__)
    place = "|".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    name = hashlib.sha256(f"{type(error).__name__}|{place}".encode()).hexdigest()[:8]
    text = (
        f"Program error {name} ({type(error).__name__}): our fault, not your data's; nothing was written. "
        "Tell us this number; PADAN_DEBUG=1 shows the details."
        if lang == "en"
        else f"Kesalahan program {name} ({type(error).__name__}): bukan kesalahan data Anda; tidak ada yang ditulis. "
        "Sampaikan nomor ini kepada kami; PADAN_DEBUG=1 menampilkan rinciannya."
    )
    return _told(text, OUR_FAULT)


def _language(words: Sequence[str]) -> str:
    """The language, known before the arguments are read, so that mistakes in them are told in it."""
    asked = os.environ.get("PADAN_LANG", "id")
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if word == "--lang":
            asked = following
        if word.startswith("--lang="):
            asked = word.partition("=")[2]
    return asked if asked in LANGUAGES else "id"


def _parser(lang: str) -> argparse.ArgumentParser:
    def say(text_id: str, text_en: str) -> str:
        return text_en if lang == "en" else text_id

    parser = Parser(
        prog="padan",
        lang=lang,
        description=say(
            "Siapa adalah siapa: daftar pemerintah daerah dan peserta BPJS Ketenagakerjaan.",
            "Who is who: a city's lists and its insurer's participants.",
        ),
    )
    version = f"padan {__version__}"
    parser.add_argument("--version", action="version", version=version, help=say("tampilkan versi", "show the version"))
    parser.add_argument("--lang", choices=LANGUAGES, help=say("bahasa pesan", "language of messages"))
    commands = parser.add_subparsers(required=True, metavar=say("PERINTAH", "COMMAND"), parser_class=Parser)
    for add, name, help_id, help_en in (
        (_add_reconcile, "reconcile", "cocokkan daftar dengan peserta dan iuran", "match lists with participants"),
        (_add_check, "check", "periksa daftar dan kembalikan dengan masalahnya", "check lists, hand them back"),
        (_add_demo, "demo", "tulis kota rekaan untuk mencoba", "write a synthetic city to try with"),
        (_add_serve, "serve", "jalankan situs", "serve the site"),
        (_add_evaluate, "evaluate", "ukur hasil terhadap kebenaran kota rekaan", "measure a result against the truth"),
        (_add_whatif, "whatif", "bagaimana bila ketentuannya lain", "what if the law were another"),
    ):
        command = commands.add_parser(name, lang=lang, help=say(help_id, help_en))
        command.add_argument("--lang", choices=LANGUAGES, default=lang, help=say("bahasa pesan", "language"))
        add(command, say)
    return parser


Say = Callable[[str, str], str]


def _add_reconcile(parser: argparse.ArgumentParser, say: Say) -> None:
    add = parser.add_argument
    add("lists", nargs="+", type=Path, metavar="LIST", help=say("berkas daftar, atau folder", "lists, or a folder"))
    add("--participants", nargs="+", type=Path, required=True, metavar="FILE", help=say("peserta", "participants"))
    add("--payments", nargs="+", type=Path, default=[], metavar="FILE", help=say("iuran yang dibayar", "payments"))
    add("--posts", nargs="+", type=Path, default=[], metavar="FILE", help=say("daftar jabatan RT", "RT posts"))
    add("--groups", nargs="+", type=Path, default=[], metavar="FILE", help=say("daftar NPP", "register of NPP"))
    add("--out", type=Path, required=True, metavar="DIR", help=say("folder hasil", "folder of the result"))
    add("--segment", choices=sorted(SEGMENT_KEYS), help=say("segmen bila tidak tertulis", "segment where none is told"))
    add("--period", metavar="YYYY-MM|YYYY-Qn", help=say("bulan atau triwulan", "month or quarter"))
    days = say("tanggal data: satu, atau daftar lalu peserta", "day of the data: one, or lists then participants")
    add("--as-of", nargs="+", default=[], metavar="DATE", help=days)
    answers = say("decisions.csv atau rekonsiliasi.xlsx yang sudah diisi", "decisions.csv or a filled-in workbook")
    add("--decisions", nargs="+", type=Path, default=[], metavar="FILE", help=answers)
    add("--letterhead", type=Path, metavar="FILE.toml", help=say("kop berita acara", "letterhead of the minutes"))
    add("--password", metavar="WORD", help=say("kata sandi berkas", "password of the files"))
    kept = say("folder keadaan: hanya yang berubah diputuskan lagi", "state: only what changed is decided again")
    add("--state", type=Path, metavar="DIR", help=kept)
    add("--relearn", action="store_true", help=say("dengan --state: model baru", "with --state: a new model"))
    add("--no-pdf", action="store_true", help=say("tanpa berita acara", "no minutes"))
    add("--no-workbook", action="store_true", help=say("tanpa buku kerja", "no workbook"))
    _add_output(parser, say)
    parser.set_defaults(command="reconcile")


def _add_output(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument("--json", action="store_true", help=say("satu objek JSON", "one JSON object"))
    parser.add_argument("--quiet", action="store_true", help=say("tanpa pesan kemajuan", "no progress"))


def _add_check(parser: argparse.ArgumentParser, say: Say) -> None:
    add = parser.add_argument
    add("lists", nargs="+", type=Path, metavar="LIST", help=say("berkas daftar, atau folder", "lists, or a folder"))
    add("--out", type=Path, metavar="FILE|DIR", help=say("salinan: berkas, atau folder", "copy: file, or folder"))
    add("--password", metavar="WORD", help=say("kata sandi berkas", "password of the files"))
    _add_output(parser, say)
    parser.set_defaults(command="check")


def _add_demo(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--people", type=int, default=12_000, metavar="N", help=say("orang", "people"))
    parser.add_argument("--seed", type=int, default=1, metavar="N", help=say("benih acak", "seed"))
    parser.add_argument("--quiet", action="store_true", help=say("tanpa pesan kemajuan", "no progress"))
    parser.set_defaults(command="demo")


def _add_evaluate(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help=say("folder hasil", "folder of a result"))
    parser.add_argument("--truth", type=Path, required=True, metavar="FILE", help="truth.parquet")
    parser.add_argument("--json", action="store_true", help=say("satu objek JSON", "one JSON object"))
    parser.set_defaults(command="evaluate")


def _add_whatif(parser: argparse.ArgumentParser, say: Say) -> None:
    add = parser.add_argument
    add("lists", nargs="+", type=Path, metavar="LIST", help=say("berkas calon, atau folder", "candidates, or a folder"))
    change = say("perubahan, mis. share.pekerja_rentan=7,5%%", "a change, say share.pekerja_rentan=7.5%%")
    add("--set", dest="sets", action="append", default=[], metavar="KIND.SUBJECT=VALUE", help=change)
    add("--year", type=int, metavar="YYYY", help=say("tahun dana; bawaan tahun ini", "year of the money"))
    add("--months", type=int, default=12, metavar="N", help=say("bulan yang dibayar", "months that are paid"))
    add(
        "--programme",
        default="",
        metavar="KEY",
        help=say("program bila tidak tertulis", "programme where none is told"),
    )
    add("--password", metavar="WORD", help=say("kata sandi berkas", "password of the files"))
    _add_output(parser, say)
    parser.set_defaults(command="whatif")


def _add_serve(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument("--port", type=int, default=8000, metavar="N", help=say("nomor pintu", "port"))
    parser.add_argument("--bind", default="127.0.0.1", metavar="HOST", help=say("alamat yang dilayani", "address"))
    parser.add_argument("--demo", action="store_true", help=say("dengan kota contoh", "with the synthetic city"))
    parser.add_argument(
        "--people", type=int, default=12_000, metavar="N", help=say("orang (--demo)", "people (--demo)")
    )
    parser.set_defaults(command="serve")
