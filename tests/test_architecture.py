import ast
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "pipeline"

# Highest first: a room may import from rooms below its own line, and from itself.
LEVELS = (
    ("__main__",),
    ("cli",),
    ("desk",),
    ("terminal", "explain", "evaluation"),
    ("runner",),
    ("changes",),
    ("config", "store"),
    ("stages",),
    ("ledger", "tables", "stage", "toml_file"),
    ("french", "vectors", "text"),
    ("records", "errors"),
)
LEVEL = {room: level for level, rooms in enumerate(LEVELS) for room in rooms}

# Heavy libraries and the only places that may import them.
EDGES = {
    "spacy": ("french/",),
    "torch": ("vectors/",),
    "sentence_transformers": ("vectors/",),
    "sentencepiece": ("vectors/",),
    "sklearn": ("stages/cluster/", "stages/propose/", "evaluation/"),
    "docx": ("stages/ingest/readers/", "stages/draft/"),
    "openpyxl": ("stages/ingest/readers/", "stages/review/"),
    "webvtt": ("stages/ingest/readers/",),
    "typer": ("cli.py", "terminal.py"),
    "rich": ("terminal.py",),
    "jinja2": ("stages/draft/", "desk/", "evaluation/"),
    "fastapi": ("desk/",),
    "uvicorn": ("desk/",),
    "socket": ("desk/",),
    "requests": (),
    "httpx": (),
    "urllib": (),
}
MODULES = sorted(PACKAGE.rglob("*.py"))


@cache
def imported(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    type_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.dump(block.test)
        for node in ast.walk(block)
    }
    names = []
    for node in ast.walk(tree):
        if id(node) in type_only:
            continue
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def room(dotted: str) -> str:
    parts = dotted.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_go_downwards(path):
    relative = path.relative_to(PACKAGE)
    here = relative.parts[0].removesuffix(".py")
    for name in imported(path):
        if not name.startswith("pipeline."):
            continue
        there = room(name)
        if there.startswith("__version"):
            continue
        assert there in LEVEL, f"{relative}: unknown room {there}"
        if here == "stages" and there == "stages":
            owner = relative.parts[1].removesuffix(".py")
            target = name.split(".")[2]
            assert owner in ("__init__", target), f"{relative} imports another stage: {name}"
        elif here != "__init__":
            assert there == here or LEVEL[there] > LEVEL[here], f"{relative} imports upwards: {name}"


@pytest.mark.parametrize("library", sorted(EDGES))
def test_a_library_stays_in_its_room(library):
    for path in MODULES:
        relative = path.relative_to(PACKAGE).as_posix()
        uses = any(name == library or name.startswith(f"{library}.") for name in imported(path))
        assert not uses or relative.startswith(EDGES[library]), f"{relative} imports {library}"


def test_the_check_sees_a_planted_fault(tmp_path):
    planted = tmp_path / "planted.py"
    planted.write_text("from pipeline import runner\nimport socket\n")
    assert imported(planted) == ["pipeline.runner", "socket"]
    assert LEVEL["runner"] < LEVEL["text"]
