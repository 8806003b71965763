"""An organisation's sign-in (OpenID Connect) of the tests' own, on this machine."""

import base64
import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from django.utils import timezone

CLIENT = "drystone"


class Organisation:
    """Vouches for `subject`; keeps what it was asked, and checks the proof key (PKCE)."""

    def __init__(self) -> None:
        self.subject, self.email = "ann-at-council", "ann@council.example"
        self.challenge = ""
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(self))
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def visit(self, address: str) -> dict[str, str]:
        """What its page sends a browser back with, once somebody has signed in there."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.challenge = asked["code_challenge"]
        assert asked["code_challenge_method"] == "S256"
        return {"code": "vouched", "state": asked["state"]}

    def configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def person(self) -> dict[str, Any]:
        return {"sub": self.subject, "email": self.email, "email_verified": True, "name": "Ann Peel"}

    def token(self, verifier: str) -> dict[str, Any] | None:
        proof = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        if proof != self.challenge:
            return None
        times = {"iat": timezone.now().timestamp(), "exp": timezone.now().timestamp() + 300}
        claims = {"iss": self.address, "aud": CLIENT, **times, **self.person()}
        signed = jwt.encode(claims, "only for the tests, and long enough for it", algorithm="HS256")
        return {"access_token": "t", "token_type": "Bearer", "id_token": signed}


def handler_for(organisation: Organisation) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            pages = {"/.well-known/openid-configuration": organisation.configuration, "/userinfo": organisation.person}
            self.answer(pages[self.path]())

        def do_POST(self) -> None:
            posted = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.answer(organisation.token(posted["code_verifier"][0]))

        def answer(self, said: dict | None) -> None:
            self.send_response(200 if said else 400)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(said or {"error": "invalid_grant"}).encode())

        def log_message(self, *words: Any) -> None:
            pass

    return Handler
