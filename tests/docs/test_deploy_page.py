"""What a server is set up with agrees: settings, commands, versions, and what goes into the image."""

import re
import shlex

from django.core.management import get_commands
from doc_pages import DOCS, REFERENCE, ROOT, blocks, read, section

from padan import cli

PAGE = read(DOCS / "how-to/deploy.md")
DOCKERFILE = read(ROOT / "Dockerfile")
COMPOSE = read(ROOT / "compose.yaml")
IGNORED = read(ROOT / ".dockerignore").splitlines()


def test_every_setting_that_is_written_down_is_one() -> None:
    told = set(re.findall(r"\bPADAN_[A-Z_]+", PAGE + DOCKERFILE + COMPOSE))
    assert told - set(re.findall(r"\bPADAN_[A-Z_]+", read(REFERENCE / "settings.md"))) == set()


def test_every_command_of_the_site_is_one() -> None:
    told = set(re.findall(r"(?:padan-situs|python -m padan\.web) ([a-z]\w+)", PAGE))
    assert told >= {"regions_load", "offices_make", "administrator_invite", "backup", "audit_prove"}
    assert told - set(get_commands()) == set()


def test_what_serves_is_taken_by_the_command_line() -> None:
    (unit,) = re.findall(r"^ExecStart=\S+/padan (.*)$", PAGE, re.M)
    (container,) = re.findall(r'^CMD \["\S+/padan", (.*)\]$', DOCKERFILE, re.M)
    for words in (shlex.split(unit), [word.strip(' "') for word in container.split(",")]):
        assert cli._parser("en").parse_args(words).command == "serve"


def test_the_image_is_given_what_it_asks_for_and_nothing_secret() -> None:
    """All is left out but what is named: also `padan.env` and `database.password`, which lie beside."""
    given = [line.removeprefix("!") for line in IGNORED if line.startswith("!")]
    assert next(line for line in IGNORED if not line.startswith("#")) == "*"
    assert set(given) == {"requirements.txt", "tools/venv.sh", "tools/catalogue.py", "src"}
    asked = re.findall(r"^COPY (\S+) ", DOCKERFILE, re.M)
    assert [one for one in asked if not any(path == one or path.startswith(f"{one}/") for path in given)] == []
    assert [path for path in given if not (ROOT / path).exists()] == []


def test_the_client_that_makes_the_backup_is_as_new_as_the_server() -> None:
    """pg_dump refuses a server that is newer than itself; Debian 12 has 15."""
    assert re.findall(r"^FROM python:3\.11-slim-(\w+)$", DOCKERFILE, re.M) == ["bookworm"]
    assert re.findall(r"image: postgres:(\d+)", COMPOSE) == ["15"]


def test_no_password_is_put_on_a_command_line() -> None:
    """What stands in `env $(cat ...)` can be read by everybody who lists the processes."""
    commands = "\n".join(blocks(section(PAGE, "Menjalankan situs untuk satu kota"), ""))
    assert "$(cat" not in commands
    assert "$(sudo cat" not in commands
