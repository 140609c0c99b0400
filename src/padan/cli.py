"""The command line: arguments in, sentences out. No rules here."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from padan import __version__, pipeline
from padan.domain.errors import PadanError, UsageError
from padan.domain.segments import SEGMENT_KEYS

INTERRUPTED = 130


class _Parser(argparse.ArgumentParser):
    """Wrong arguments are told like every other mistake: a sentence, and exit code 2."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(
            f"Perintah tidak lengkap atau keliru: {message}. Lihat: {self.prog} --help",
            f"Wrong or missing arguments: {message}. See: {self.prog} --help",
        )


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code says how it ended."""
    words = list(sys.argv[1:] if argv is None else argv)
    lang = _language(words)
    try:
        arguments = _parser().parse_args(words)
        return int(arguments.command(arguments))
    except PadanError as error:
        print(error.text(lang), file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print(
            "Stopped; nothing was changed." if lang == "en" else "Dihentikan; tidak ada yang berubah.", file=sys.stderr
        )
        return INTERRUPTED


def _language(words: Sequence[str]) -> str:
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == "--lang":
            return following
        if word.startswith("--lang="):
            return word.partition("=")[2]
    return os.environ.get("PADAN_LANG", "id")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="padan", description="Siapa adalah siapa: daftar pemerintah daerah dan peserta BPJS.")
    parser.add_argument("--version", action="version", version=f"padan {__version__}")
    commands = parser.add_subparsers(required=True, metavar="PERINTAH", parser_class=_Parser)
    _add_reconcile(commands.add_parser("reconcile", help="cocokkan daftar dengan peserta dan iuran"))
    return parser


def _add_reconcile(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("lists", nargs="+", type=Path, metavar="LIST", help="berkas daftar, atau folder")
    parser.add_argument("--participants", nargs="+", type=Path, required=True, metavar="FILE")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder hasil")
    parser.add_argument("--segment", choices=sorted(SEGMENT_KEYS), help="segmen bila tidak tertulis")
    parser.add_argument("--decisions", nargs="+", type=Path, default=[], metavar="FILE")
    parser.add_argument("--password", metavar="KATA", help="kata sandi berkas")
    _add_common(parser)
    parser.set_defaults(command=_reconcile)


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="satu objek JSON pada keluaran baku")
    parser.add_argument("--quiet", action="store_true", help="tanpa pesan kemajuan")
    parser.add_argument("--lang", choices=("id", "en"), default=os.environ.get("PADAN_LANG", "id"))


def _reconcile(arguments: argparse.Namespace) -> int:
    request = pipeline.Request(
        lists=tuple(arguments.lists),
        participants=tuple(arguments.participants),
        out=arguments.out,
        segment=arguments.segment,
        decisions=tuple(arguments.decisions),
        password=arguments.password,
        lang=arguments.lang,
    )
    outcome = pipeline.run(request, _progress(arguments))
    if arguments.json:
        _print_json(outcome.summary)
    else:
        _print_summary(outcome)
    return 0


def _progress(arguments: argparse.Namespace) -> Callable[[str], None]:
    def tell(message: str) -> None:
        if not arguments.quiet:
            print(f"{message} ...", file=sys.stderr, flush=True)

    return tell


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False))


def _print_summary(outcome: pipeline.Outcome) -> None:
    for side, buckets in outcome.summary["buckets"].items():
        print(f"{side}: " + ", ".join(f"{name} {n}" for name, n in buckets.items()))
    print(f"Hasil: {outcome.folder}")
