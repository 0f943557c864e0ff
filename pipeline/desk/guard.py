"""Who may talk to the desk: this machine, with the token, from the desk's own page.

The corpus is confidential and any web page open in the same browser can send requests to the loopback address:
the token keeps out other users of the machine, the checks on Host and Origin keep out other sites (DNS rebinding,
cross-site requests).
"""

from __future__ import annotations

import secrets
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK: Final = "127.0.0.1"
_NAMES: Final = (LOOPBACK, "localhost")
_SAFE_METHODS: Final = ("GET", "HEAD")

# Nothing from elsewhere, nothing written in the page itself: a text of the corpus that got through as HTML could
# still neither run nor send anything.
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """ASGI middleware that refuses whatever is not the desk's own page.

    Parameters
    ----------
    app : ASGI application
        What it protects.
    token : str
        The secret printed in the terminal.
    """

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer 403 with a French sentence."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            request = Request(scope, receive)
            answer = self._refused(request) or self._entered(request)
            await (answer or self._app)(scope, receive, _hardened(send))

    def _refused(self, request: Request) -> Response | None:
        hosts = _hosts(request)
        origin = request.headers.get("origin")
        if request.headers.get("host") not in hosts:
            return _no("Cette page ne répond qu’à son adresse locale, celle que le terminal affiche.")
        if origin is not None and origin not in {f"http://{host}" for host in hosts}:
            return _no("Demande venue d’un autre site : refusée.")
        if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            return _no("Demande venue d’un autre site : copiez l’adresse du terminal dans la barre du navigateur.")
        if request.method not in _SAFE_METHODS and origin is None:
            return _no("Une correction vient de la page de relecture elle-même.")
        return None

    def _entered(self, request: Request) -> Response | None:
        """Return None with the right cookie; exchange the printed token for it; refuse all else."""
        cookie = f"synthese_{_port(request)}"  # cookies ignore ports: two desks must not push each other out
        if self._is_token(request.cookies.get(cookie, "")):
            return None
        if request.url.path == "/" and self._is_token(request.query_params.get("jeton", "")):
            entered = RedirectResponse("/", status_code=303)
            entered.set_cookie(cookie, self._token, httponly=True, samesite="strict")
            return entered
        return _no("Accès réservé : ouvrez l’adresse complète que « synthese review » affiche dans le terminal.")

    def _is_token(self, given: str) -> bool:
        return secrets.compare_digest(given.encode(), self._token.encode())


def _hosts(request: Request) -> set[str]:
    port = _port(request)
    return {f"{name}:{port}" for name in _NAMES}


def _port(request: Request) -> int:
    """Return the port that the server listens on, as the server knows it and not as the request says."""
    server = request.scope.get("server") or (LOOPBACK, 0)
    return int(server[1] or 0)


def _no(sentence: str) -> Response:
    return PlainTextResponse(sentence, status_code=403)


def _hardened(send: Send) -> Send:
    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(_HEADERS)
        await send(message)

    return with_headers
