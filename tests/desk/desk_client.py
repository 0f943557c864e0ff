"""A page without a screen: it enters, sends gestures, and remembers the state that it was shown."""

from starlette.testclient import TestClient

from pipeline.desk.app import build

TOKEN = "jeton-des-essais"
HOME = "http://127.0.0.1:8765"


class Browser:
    def __init__(self, session, who):
        self.session, self.who = session, who
        self.http = TestClient(build(session, TOKEN), base_url=HOME)
        self.http.get(f"/?jeton={TOKEN}")
        self.boot, self.version = session.boot, session.deck.version

    def send(self, path, body=None):
        signed = {"who": self.who, "boot": self.boot, "version": self.version}
        answer = self.http.post(path, json={**signed, **(body or {})}, headers={"origin": HOME})
        if answer.status_code == 200:
            self.boot, self.version = answer.json()["boot"], answer.json()["version"]
        return answer

    def gesture(self, action, target, path="/geste", **more):
        return self.send(path, {"action": action, "target": target, **more})

    def undo(self):
        return self.send("/annuler")

    def look(self, **filters):
        asked = {"boot": self.boot, "version": self.version, "qui": self.who, **filters}
        patch = self.http.get("/etat", params=asked).json()
        self.boot, self.version = patch["boot"], patch["version"]
        return patch
