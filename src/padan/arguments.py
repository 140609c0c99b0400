"""An argument parser that speaks Indonesian: the sentences of the standard library's own, and their Indonesian."""

import argparse
import re
from typing import Any, NoReturn

from padan.domain.errors import UsageError

_SENTENCES = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"the following arguments are required: (.*)", r"yang wajib ada: \1"),
        (r"unrecognized arguments: (.*)", r"tidak dikenal: \1"),
        (r"ambiguous option: (.*?) could match (.*)", r"\1 dapat berarti \2"),
        (r"argument (.*?): invalid choice: (.*) \(choose from (.*)\)", r"\1: \2 tidak dikenal (pilihan: \3)"),
        (r"argument (.*?): invalid int value: (.*)", r"\1: \2 bukan bilangan bulat"),
        (r"argument (.*?): invalid \S+ value: (.*)", r"\1: \2 tidak dapat dibaca"),
        (r"argument (.*?): expected one argument", r"\1: perlu satu nilai"),
        (r"argument (.*?): expected at least one argument", r"\1: perlu paling sedikit satu nilai"),
        (r"argument (.*?): ignored explicit argument (.*)", r"\1: tidak memakai nilai \2"),
    )
)


class Parser(argparse.ArgumentParser):
    """Wrong arguments are told like every other mistake: a sentence, and exit code 2."""

    def __init__(self, *, lang: str = "id", **options: Any) -> None:
        super().__init__(**options, add_help=False)
        self.lang = lang
        self.add_argument("-h", "--help", action="help", help=self._said("tampilkan bantuan ini", "show this help"))
        self._positionals.title = self._said("yang diberikan", "arguments")
        self._optionals.title = self._said("pilihan", "options")

    def error(self, message: str) -> NoReturn:
        """Stop with the sentence."""
        raise UsageError(
            f"Perintah tidak lengkap atau keliru: {in_indonesian(message)}. Lihat: {self.prog} --help",
            f"Wrong or missing arguments: {message}. See: {self.prog} --help",
        )

    def format_help(self) -> str:
        """The help, its first word too in the language asked."""
        return re.sub(r"\Ausage: ", self._said("cara pakai: ", "usage: "), super().format_help())

    def _said(self, text_id: str, text_en: str) -> str:
        return text_en if self.lang == "en" else text_id


def in_indonesian(message: str) -> str:
    """A sentence of argparse in Indonesian; one that is not known, as it is."""
    for pattern, words in _SENTENCES:
        if pattern.fullmatch(message):
            return pattern.sub(words, message)
    return message
