"""`padan check`."""

import sys
from argparse import Namespace
from collections.abc import Iterator

from padan.checking import Checked, check_lists
from padan.commands.passwords import with_password
from padan.documents.wording import say
from padan.domain.problems import problem_text
from padan.files.notes import sentence
from padan.terminal import Progress, count, print_json, print_lines, warn


def run(arguments: Namespace) -> int:
    """Check the lists, hand them back where asked to, and say what was found."""
    Progress(sys.stderr, quiet=arguments.quiet).line("Checking" if arguments.lang == "en" else "Memeriksa")
    checked = with_password(
        lambda password: check_lists(arguments.lists, out=arguments.out, password=password, lang=arguments.lang),
        arguments,
    )
    notes = [f"{sheet.file}: {sentence(note, arguments.lang)}" for sheet in checked.sheets for note in sheet.notes]
    warn(dict.fromkeys((*notes, *(f"{file}: {note}" for file, note in checked.notes))), arguments.lang)
    if arguments.json:
        print_json(checked.as_data())
    else:
        print_lines(check_lines(checked, arguments.lang))
    return 0


def check_lines(checked: Checked, lang: str) -> Iterator[str]:
    """What `padan check` found."""
    files = count(len({sheet.path for sheet in checked.sheets}), lang)
    rows, troubled = count(checked.rows, lang), count(len(checked.troubled), lang)
    yield say(
        (f"{rows} baris dalam {files} berkas diperiksa; {troubled} baris bermasalah.",
         f"{rows} rows in {files} files checked; {troubled} rows have problems."),
        lang,
    )  # fmt: skip
    for code, n in checked.counts().items():
        yield f"  {count(n, lang):>9}  {problem_text(code, lang)}"
    for path in checked.written:
        yield f"{say(('Salinan', 'Copy'), lang)}: {path}"
    if not checked.written and checked.troubled:
        yield say(
            ("Dengan --out, padan menulis salinan yang menyebut masalah tiap baris.",
             "With --out, padan writes a copy that names each row's problems."),
            lang,
        )  # fmt: skip
