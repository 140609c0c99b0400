"""What holds for the site as a whole."""

from io import StringIO

from django.core.management import call_command


def test_models_and_migrations_agree(db: None) -> None:
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


def test_system_checks_find_nothing() -> None:
    call_command("check", "--fail-level", "WARNING", stdout=StringIO(), stderr=StringIO())
