import pytest
from desk_client import HOME, TOKEN
from starlette.testclient import TestClient

from pipeline.desk.app import build

GESTURE = {"action": "décider", "target": "p-000000000000", "who": "x", "boot": "", "version": 0, "status": "accepté"}


@pytest.fixture
def http(session):
    return TestClient(build(session, TOKEN), base_url=HOME)


@pytest.mark.parametrize("path", ["/", "/etat", "/static/main.js", "/fiche/p-0", "/absent", "/?jeton=faux"])
def test_without_the_token_everything_is_refused(http, path):
    answer = http.get(path)
    assert answer.status_code == 403
    assert "synthese review" in answer.text


def test_the_printed_address_gives_a_strict_cookie_and_leaves_the_address_bar(http):
    answer = http.get(f"/?jeton={TOKEN}", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "pirate.example"},
        {"host": "pirate.example:8765"},
        {"host": "127.0.0.1:9999"},
        {"host": "127.0.0.1"},
        {"origin": "http://pirate.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "https://127.0.0.1:8765"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_other_sites_are_refused_even_with_the_token(nadia, headers):
    assert nadia.http.get("/").status_code == 200
    assert nadia.http.get("/", headers=headers).status_code == 403
    assert nadia.http.get(f"/?jeton={TOKEN}", headers=headers).status_code == 403


def test_localhost_is_the_same_place(nadia):
    assert nadia.http.get("/", headers={"host": "localhost:8765"}).status_code == 200


@pytest.mark.parametrize("origin", [{}, {"origin": "http://pirate.example"}])
def test_a_write_needs_the_origin_of_the_page(nadia, ledger, origin):
    assert nadia.http.post("/geste", json=GESTURE, headers=origin).status_code == 403
    assert ledger() == ()


@pytest.mark.parametrize("path", ["/geste", "/annuler", "/documents"])
def test_writes_are_posts(nadia, path):
    assert nadia.http.get(path).status_code == 405


@pytest.mark.parametrize(
    "path", ["/static/", "/static/vendor/", "/static/../app.py", "/static/%2e%2e/app.py", "/docs", "/openapi.json"]
)
def test_no_directory_and_nothing_else_is_served(nadia, path):
    assert nadia.http.get(path).status_code == 404


def test_every_answer_carries_the_strict_headers(nadia, http):
    for answer in (nadia.http.get("/"), nadia.http.get("/static/main.js"), http.get("/")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"


def test_the_page_asks_nothing_of_elsewhere_and_holds_no_script(nadia):
    page = nadia.http.get("/").text
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page
    assert page.count("<script") == 2
    assert " style=" not in page
    assert " onclick" not in page
