"""Open the desk: find a port, print the address with its token, serve until interrupted."""

from __future__ import annotations

import getpass
import secrets
import webbrowser
from pathlib import Path
from threading import Thread
from typing import Any, Final

import uvicorn

from pipeline import runner, terminal
from pipeline.desk import documents
from pipeline.desk.app import build
from pipeline.desk.guard import LOOPBACK
from pipeline.desk.session import Session
from pipeline.errors import ReviewError
from pipeline.store import Store

# Any free port.
_ANY: Final = 0


def serve(cycle: Path, out: Path | None, port: int | None, who: str | None) -> None:
    """Serve the review page of a cycle on this machine until interrupted.

    Parameters
    ----------
    cycle : Path
        The cycle's folder; its ledger lies there.
    out : Path or None
        Output folder of the run under review; ``outputs/<cycle>`` by default.
    port : int or None
        Port to listen on; any free one by default.
    who : str or None
        Who signs the corrections; the system's user name by default. Each browser can change it.

    Raises
    ------
    PipelineError
        If the cycle was not run, or the port is taken.
    """
    place = runner.find(cycle)
    session = Session(place, Store(out or runner.default_output(place)), who or _user())
    token = secrets.token_urlsafe(24)
    config = uvicorn.Config(
        build(session, token),
        host=LOOPBACK,
        port=port or _ANY,
        log_level="critical",
        access_log=False,
        lifespan="off",
        server_header=False,
    )
    Thread(target=_warm_up, args=(session,), daemon=True).start()
    try:
        _Server(config, token).run()
    except SystemExit as stop:  # uvicorn leaves the program when it cannot listen
        raise ReviewError(
            f"Le port {port} est déjà pris : choisissez-en un autre avec « --port », ou aucun pour un port libre."
        ) from stop
    except KeyboardInterrupt:
        terminal.say(f"Relecture fermée : {session.count} correction(s) dans {session.ledger}.")


class _Server(uvicorn.Server):
    """A server that says where it is once it listens."""

    def __init__(self, config: uvicorn.Config, token: str) -> None:
        super().__init__(config)
        self._token = token

    async def startup(self, sockets: Any = None) -> None:  # noqa: ANN401
        await super().startup(sockets)
        port = self.servers[0].sockets[0].getsockname()[1]
        address = f"http://{LOOPBACK}:{port}/?jeton={self._token}"
        terminal.say(f"Relecture ouverte : {address}")
        terminal.say("Gardez cette fenêtre ouverte ; Ctrl+C pour fermer. Chaque correction est enregistrée aussitôt.")
        if terminal.out.is_terminal:
            webbrowser.open(address)


def _warm_up(session: Session) -> None:
    session.warm_up()
    documents.warm_up()


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no user name in this environment
        return "relecteur"
