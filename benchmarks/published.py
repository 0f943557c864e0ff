"""Where a benchmark's table goes, and what it was measured on."""

from __future__ import annotations

import os
import platform
from pathlib import Path

BEGIN, END = "<!-- mesures -->", "<!-- fin des mesures -->"


def machine() -> str:
    """Return what the figures were made on, without naming the machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = f"{os.getloadavg()[1]:.1f}".replace(".", ",")
    busy = f", occupée par ailleurs (charge {load})" if os.getloadavg()[1] > (os.cpu_count() or 1) else ""
    return f"Machine : {os.cpu_count()} cœurs, {memory:.0f} Gio de mémoire, Python {platform.python_version()}{busy}."


def write(name: str, text: str) -> None:
    """Put ``text`` between the marks of ``benchmarks/<name>.md``; what is written by hand around it stays."""
    path = Path(__file__).with_name(f"{name}.md")
    before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    path.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
