"""A small S3-like store on this machine: it takes what was signed with the right key, by the book of AWS (SigV4)."""

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, quote, urlsplit

KEY_ID, SECRET = "finance-key", "finance-secret"


class Bucket(ThreadingHTTPServer):
    """`kept` by path; `fails` so many requests before it answers; `asked` are the methods in order."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.kept: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.fails = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Bucket

    def do_GET(self) -> None:
        if self.is_let_in(b""):
            found = self.server.kept.get(self.path)
            self.answer(404 if found is None else 200, found or b"")

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.is_let_in(body):
            self.server.kept[self.path] = body
            self.answer(200)

    def is_let_in(self, body: bytes) -> bool:
        self.server.asked.append(self.command)
        if self.server.fails:
            self.server.fails -= 1
            self.answer(503)
        elif not is_signed(self, body):
            self.answer(403)
        else:
            return True
        return False

    def answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"')
        self.send_header("Last-Modified", "Tue, 01 Dec 2026 09:00:00 GMT")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        """Says nothing."""


def is_signed(asked: Handler, body: bytes) -> bool:
    """Whether the request was signed with our secret, over its method, address, headers and content."""
    parts = dict(part.strip().split("=", 1) for part in asked.headers["Authorization"].split(" ", 1)[1].split(","))
    key_id, *scope = parts["Credential"].split("/")
    told = asked.headers["x-amz-content-sha256"]
    if key_id != KEY_ID or told not in (hashlib.sha256(body).hexdigest(), "UNSIGNED-PAYLOAD"):
        return False
    url, names = urlsplit(asked.path), parts["SignedHeaders"].split(";")
    query = "&".join(f"{quote(k, '')}={quote(v, '')}" for k, v in sorted(parse_qsl(url.query)))
    heads = "".join(f"{name}:{' '.join(asked.headers[name].split())}\n" for name in names)
    whole = "\n".join([asked.command, url.path, query, heads, ";".join(names), told])
    hashed = hashlib.sha256(whole.encode()).hexdigest()
    to_sign = "\n".join(["AWS4-HMAC-SHA256", asked.headers["x-amz-date"], "/".join(scope), hashed])
    key = f"AWS4{SECRET}".encode()
    for part in (*scope, to_sign):
        key = hmac.new(key, part.encode(), "sha256").digest()
    return hmac.compare_digest(key.hex(), parts["Signature"])


@contextmanager
def open_bucket() -> Iterator[Bucket]:
    bucket = Bucket()
    thread = Thread(target=bucket.serve_forever)
    thread.start()
    try:
        yield bucket
    finally:
        bucket.shutdown()
        thread.join()
        bucket.server_close()
