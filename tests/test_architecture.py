"""The way through the rooms: index ← rag ← eval ← ui, and each library in its own room."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import index.errors
from tests.conftest import ROOT

ORDER = ["index", "rag", "eval", "ui"]
ONLY_IN = {"chromadb": "index", "sentence_transformers": "index", "apsw": "index", "gradio": "ui"}


def _imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("room", ORDER)
def test_imports_point_one_way(room: str) -> None:
    later = set(ORDER[ORDER.index(room) + 1 :])
    for path in (ROOT / room).rglob("*.py"):
        assert not _imports(path) & later, path


@pytest.mark.parametrize(("library", "room"), ONLY_IN.items())
def test_libraries_stay_in_their_room(library: str, room: str) -> None:
    users = {p.relative_to(ROOT).parts[0] for other in ORDER for p in (ROOT / other).rglob("*.py")
             if library in _imports(p)}  # fmt: skip
    assert users <= {room}


def test_only_entry_points_read_the_environment() -> None:
    readers = {
        path.relative_to(ROOT).as_posix()
        for room in ORDER
        for path in (ROOT / room).rglob("*.py")
        if "os.environ" in path.read_text(encoding="utf-8") and "environ[" not in path.read_text(encoding="utf-8")
    }
    assert readers <= {"ui/cli.py", "eval/process.py"}


def test_the_command_line_waits_for_no_web_framework_and_no_torch() -> None:
    check = "import sys, ui.commands; print({'gradio', 'fastapi', 'torch', 'llama_index'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "set()"


def test_modules_stay_small() -> None:
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for room in ORDER
             for path in (ROOT / room).rglob("*.py")}  # fmt: skip
    assert max(sizes.values()) <= 400


def test_the_error_tree_is_public_and_drawn() -> None:
    errors = [name for name, kind in vars(index.errors).items() if isinstance(kind, type)]
    assert sorted(errors) == sorted(
        ["SanadError", "SettingsError", "InputError", "EncoderError", "LlmError", "StoreError"]
        + ["NoCollection", "StoreMismatch", "StoreBusy", "DiskFull"]
    )
    assert all(name in (index.errors.__doc__ or "") for name in errors)
