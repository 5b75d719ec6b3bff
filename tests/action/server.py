"""A web server on loopback: files by path, or one answer for everything."""

import http.server
import threading


class Server:
    """Serves `files` (path to bytes); anything else is answered with `status` and `body`. `asked` is what was asked for."""

    def __init__(self, files, status=404, body=b"not found", headers=None, cut=0):
        self.files, self.status, self.body, self.headers, self.cut = files, status, body, headers or {}, cut
        self.asked = []

    def __enter__(self):
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                server.asked.append(self.path)
                found = server.files.get(self.path)
                body = server.body if found is None else found
                self.send_response(server.status if found is None else 200)
                self.send_header("Content-Length", str(len(body)))
                for name, value in server.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body[: len(body) - server.cut])
                self.close_connection = True

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
