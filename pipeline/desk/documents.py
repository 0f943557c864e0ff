"""« Mettre à jour les documents » : review and draft again, through the runner like the command line."""

from __future__ import annotations

import time
from importlib import import_module
from threading import Lock
from typing import Any, Final

from pipeline import runner
from pipeline.desk.session import Session
from pipeline.text.typography import typeset

_FIRST: Final = "review"
_one_at_a_time = Lock()


def warm_up() -> None:
    """Import what writing documents needs, so that the first reviewer who asks does not wait for it."""
    for name in (_FIRST, "draft"):
        import_module(f"pipeline.stages.{name}.run")


def update(session: Session) -> dict[str, Any]:
    """Write tables and documents with the corrections made so far.

    Parameters
    ----------
    session : Session
        The review; its counts and numbers are refreshed.

    Returns
    -------
    dict
        ``texte`` : a French sentence. ``fichiers`` : where the files are. ``messages`` : what the user must read.

    Raises
    ------
    PipelineError
        If a file cannot be written (open in Word…).
    """
    with _one_at_a_time:
        started = time.perf_counter()
        report = runner.run(session.place.cycle, session.store.folder, first=_FIRST)
        session.refresh()
        seconds = time.perf_counter() - started
    done = "mis à jour" if any(stage.ran for stage in report.stages) else "déjà à jour"
    return {
        "texte": typeset(f"Documents {done} en {f'{seconds:.1f}'.replace('.', ',')} s."),
        "fichiers": [str(path) for path in report.files],
        "messages": [typeset(message) for message in report.messages],
    }
