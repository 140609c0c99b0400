"""Passwords of files, asked for where a person sits before the terminal."""

import getpass
import sys
from argparse import Namespace
from collections.abc import Callable
from typing import TypeVar

from padan.files.encrypted import PasswordNeededError
from padan.terminal import say_line

TRIES = 3
Found = TypeVar("Found")


def with_password(attempt: Callable[[str | None], Found], arguments: Namespace) -> Found:
    """On a terminal the password that a file needs is asked for, a few times; elsewhere --password must give it."""
    password: str | None = arguments.password
    for _ in range(TRIES):
        try:
            return attempt(password)
        except PasswordNeededError as error:
            if arguments.password is not None or not sys.stdin.isatty():
                raise
            say_line(error.text(arguments.lang))
            password = getpass.getpass("Password: " if arguments.lang == "en" else "Kata sandi: ")
    return attempt(password)
