"""A host as pages meet it: compressed answers, and the site's own page for what is not there."""

import gzip
import threading
from contextlib import contextmanager
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

COMPRESSED = ("text/", "application/json", "application/xml", "image/svg+xml")


class Host(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    #: More headers: those of the site's own file, where the host is one that reads it.
    more = ()
    #: The paths that were asked for, and the bytes of each answer as it is sent, where a test wants to know.
    asked = None
    sizes = None
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript",
        ".js": "text/javascript",
        ".woff2": "font/woff2",
        ".html": "text/html; charset=utf-8",
    }

    def log_message(self, *words):
        pass

    def send_head(self):
        if self.asked is not None:
            self.asked.append(self.path)
        file = Path(self.translate_path(self.path))
        if file.is_dir() and not self.path.split("?")[0].endswith("/"):
            return super().send_head()  # a redirect
        file = file / "index.html" if file.is_dir() else file
        status = 200 if file.is_file() else 404
        file = file if status == 200 else Path(self.directory) / "404.html"
        body, kind = file.read_bytes(), self.guess_type(file)
        packed = kind.startswith(COMPRESSED) and "gzip" in self.headers.get("Accept-Encoding", "")
        body = compressed(body) if packed else body
        if self.sizes is not None:
            self.sizes.append(len(body))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in self.more:
            self.send_header(name, value)
        self.send_header("Cache-Control", "max-age=600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        return BytesIO(body)


@lru_cache(maxsize=256)
def compressed(body):
    """What is sent for it, made once: browsers in tests ask for the same files hundreds of times."""
    return gzip.compress(body, 6)


class Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """A browser that is closed breaks its connections off; that is no news."""


def headers_of(folder):
    """What the site's file ``_headers`` says of all files, as pairs."""
    lines = (folder / "_headers").read_text("utf-8").splitlines()
    assert lines[0] == "/*"
    own = lines[1 : next((number for number, line in enumerate(lines[1:], 1) if line[0] != " "), None)]
    return [tuple(line.strip().split(": ", 1)) for line in own]


@contextmanager
def serve(folder, more=(), asked=None, sizes=None):
    """Serve a folder, with more headers; its address. The folder may be filled later; ``asked`` is, with paths.

    So is ``sizes``, with the bytes that are sent.
    """
    host = type("HostWithMore", (Host,), {"more": more, "asked": asked, "sizes": sizes})
    with Server(("127.0.0.1", 0), partial(host, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
