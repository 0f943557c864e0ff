"""Benchmarks are run by hand, and rarely: what they import must still be there."""

import subprocess
import sys

IMPORT = """
import importlib, pathlib, sys
sys.path.insert(0, "benchmarks")
for path in sorted(pathlib.Path("benchmarks").glob("*.py")):
    importlib.import_module(path.stem)
    print(path.stem)
"""


def test_every_benchmark_finds_what_it_imports(root):
    done = subprocess.run([sys.executable, "-c", IMPORT], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert {"review", "statements", "teaching", "themes"} <= set(done.stdout.split())
