"""The desk's addresses: each calls the session and draws the answer, nothing more."""

from __future__ import annotations

from traceback import format_exception
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.types import ASGIApp

from pipeline import terminal
from pipeline.desk import choices, documents, render
from pipeline.desk.conversation import Conversations
from pipeline.desk.guard import Guard
from pipeline.desk.pages import page
from pipeline.desk.patches import patch
from pipeline.desk.requests import Filters, Gesture, Undo
from pipeline.desk.session import Session
from pipeline.desk.sheets import sheet
from pipeline.errors import PipelineError

Wanted = Annotated[Filters, Query()]
# How far a conversation can be unrolled at once.
Turns = Annotated[int, Query(ge=0, le=200)]


def build(session: Session, token: str) -> ASGIApp:
    """Return the desk as an ASGI application that answers the bearer of ``token`` only.

    Parameters
    ----------
    session : Session
        The review in progress.
    token : str
        The secret printed in the terminal.
    """
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.mount("/static", StaticFiles(directory=render.HERE / "static"))
    app.add_exception_handler(PipelineError, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(Exception, _failed)
    _reading(app, session)
    _writing(app, session)
    return Guard(app, token)


def _reading(app: FastAPI, session: Session) -> None:
    @app.get("/")
    def show(request: Request, filters: Wanted) -> HTMLResponse:
        with session.up_to_date():
            return HTMLResponse(page(session, filters, request.cookies.get("teinte", "auto")))

    @app.get("/etat")
    def state(filters: Wanted, boot: str, version: int, qui: str = "") -> dict[str, Any]:
        with session.up_to_date():
            return patch(session, filters, boot, version, qui)

    @app.get("/fiche/{key}")
    def one(key: str) -> HTMLResponse:
        with session.up_to_date():
            name, values = sheet(session, key)
            return HTMLResponse(render.part(name, **values))

    @app.get("/conversation/{key}")
    def conversation(key: str, avant: Turns = 3, apres: Turns = 3) -> HTMLResponse:
        with session.up_to_date():
            found = Conversations(session.machine.conversations, session.live.answer).around(key, avant, apres)
            return HTMLResponse(render.part("conversation", extrait=found, themes=session.live.answer.themes))

    @app.get("/choix/themes/{key}")
    def themes(key: str, q: str = "") -> list[dict[str, Any]]:
        with session.up_to_date():
            return choices.plain(choices.themes(session.deck, session.live.answer, key, q))

    @app.get("/choix/propositions/{key}")
    def proposals(key: str, q: str = "") -> list[dict[str, Any]]:
        with session.up_to_date():
            return choices.plain(choices.proposals(session.deck, session.live.answer, session.numbers, key, q))

    @app.get("/choix/enonces/{key}")
    def statements(key: str, q: str = "") -> list[dict[str, Any]]:
        with session.up_to_date():
            return choices.plain(choices.statements(session.deck, session.live.answer, key, q))

    @app.get("/choix/ordre/{key}")
    def neighbours(key: str, q: str = "") -> list[dict[str, Any]]:
        with session.up_to_date():
            return choices.plain(choices.neighbours(session.deck, session.live.answer, key, q))


def _writing(app: FastAPI, session: Session) -> None:
    @app.post("/geste")
    def act(asked: Gesture, filters: Wanted) -> dict[str, Any]:
        said = session.act(asked)
        with session.up_to_date():
            return patch(session, filters, asked.boot, asked.version, asked.who, said)

    @app.post("/annuler")
    def undo(asked: Undo, filters: Wanted) -> dict[str, Any]:
        said = session.undo(asked.who)
        with session.up_to_date():
            return patch(session, filters, asked.boot, asked.version, asked.who, said)

    @app.post("/documents")
    def update() -> dict[str, Any]:
        return documents.update(session)


def _refused(request: Request, error: Exception) -> JSONResponse:  # noqa: ARG001
    return JSONResponse({"erreur": str(error)}, status_code=409)


def _failed(request: Request, error: Exception) -> JSONResponse:
    terminal.complain(f"erreur du programme, à signaler, sur {request.url.path} :\n" + "".join(format_exception(error)))
    return JSONResponse(
        {"erreur": "Erreur du programme : cette demande n’a pas abouti ; le terminal en dit plus."}, status_code=500
    )


def _malformed(request: Request, error: Exception) -> JSONResponse:  # noqa: ARG001
    return JSONResponse({"erreur": "Demande mal formée : rechargez la page."}, status_code=422)
