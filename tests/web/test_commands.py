"""How the site's own commands are begun."""

import gc
import runpy
import sys

import pytest


def test_a_command_looks_for_rings_of_objects_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    before, seen = gc.get_threshold(), []
    monkeypatch.setattr(sys, "argv", ["padan.web", "worker"])
    monkeypatch.setattr(
        "django.core.management.execute_from_command_line", lambda words: seen.append((words, gc.get_threshold()))
    )
    try:
        runpy.run_module("padan.web", run_name="__main__")
    finally:
        gc.set_threshold(*before)
    ((words, threshold),) = seen
    assert words == ["padan.web", "worker"]
    assert threshold[0] > 10_000
