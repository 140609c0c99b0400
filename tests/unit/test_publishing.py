"""A folder of results is whole or as it was, whenever Ctrl-C is pressed, and nothing is left beside it."""

import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from padan.domain.errors import OutputError
from padan.files.publishing import published


def pressing(real: Callable[..., Any]) -> Callable[..., Any]:
    """The same, with Ctrl-C pressed before and after."""

    def pressed(*given: Any, **more: Any) -> Any:
        signal.raise_signal(signal.SIGINT)
        done = real(*given, **more)
        signal.raise_signal(signal.SIGINT)
        return done

    return pressed


def earlier(folder: Path) -> Path:
    target = folder / "hasil"
    target.mkdir()
    (target / "lama.txt").write_text("lama")
    return target


def test_ctrl_c_while_folders_are_moved_loses_neither(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = earlier(tmp_path)
    monkeypatch.setattr(Path, "rename", pressing(Path.rename))
    with published(target) as folder:
        (folder / "baru.txt").write_text("baru")
    assert sorted(path.name for path in target.iterdir()) == ["baru.txt", "lama.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["hasil"]
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_a_second_ctrl_c_leaves_nothing_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = earlier(tmp_path)
    monkeypatch.setattr(shutil, "rmtree", pressing(shutil.rmtree))
    with pytest.raises(KeyboardInterrupt), published(target) as folder:
        raise KeyboardInterrupt(folder)
    assert [path.name for path in tmp_path.rglob("*")] == ["hasil", "lama.txt"]


def test_a_name_as_long_as_may_be_and_one_in_a_circle(tmp_path: Path) -> None:
    target = tmp_path / ("h" * 255)
    for text in ("satu", "dua"):
        with published(target) as folder:
            (folder / "a.txt").write_text(text)
    assert [path.read_text() for path in target.iterdir()] == ["dua"]
    (tmp_path / "a").symlink_to("a")
    with pytest.raises(OutputError, match="di jalurnya ada berkas"), published(tmp_path / "a"):
        pass
    with pytest.raises(OutputError, match="di jalurnya ada berkas"), published(target / "a.txt" / "hasil"):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", target.name]
