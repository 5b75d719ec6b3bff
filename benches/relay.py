"""A relay between a program and a server that writes down every request. It changes nothing: what is signed stays
valid. HTTP/1.1 only, one request after the other on each connection."""

import socket
import threading


class Relay:
    """Listens on a free loopback port; `url` is its own."""

    def __init__(self, server):
        host, port = server.removeprefix("http://").split(":")
        self.server = host, int(port)
        self.seen, self.lock = [], threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def take(self):
        """The requests since the last call, each as (method, path, query)."""
        with self.lock:
            seen, self.seen = self.seen, []
        return seen

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=self.connection, args=[client], daemon=True).start()

    def connection(self, client):
        # The end of either connection is the end of both.
        with client, socket.create_connection(self.server) as server:
            for one in (client, server):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                client, server = client.makefile("rwb"), server.makefile("rwb")
                while self.request(client, server):
                    pass
            except (OSError, EOFError):
                pass

    def request(self, client, server):
        head = read_head(client)
        if not head:
            return False
        method, target = head[0].split()[:2]
        path, _, query = target.decode().partition("?")
        # Before the answer: whoever has it finds the request written down.
        with self.lock:
            self.seen.append((method.decode(), path, query))
        server.write(b"".join(head))
        if value(head, b"expect"):
            server.flush()
            client.write(b"".join(read_head(server)))
            client.flush()
        copy_body(head, client, server)
        server.flush()
        answer = read_head(server)
        client.write(b"".join(answer))
        status = answer[0].split()[1] if answer else b""
        if method != b"HEAD" and status not in (b"204", b"304"):
            copy_body(answer, server, client)
        client.flush()
        return bool(answer) and (value(answer, b"connection") or b"").lower() != b"close"


def read_head(source):
    lines = []
    while line := source.readline():
        lines.append(line)
        if line == b"\r\n":
            return lines
    return []


def value(head, name):
    for line in head[1:]:
        key, _, rest = line.partition(b":")
        if key.lower() == name:
            return rest.strip()
    return None


def copy_body(head, source, target):
    if length := value(head, b"content-length"):
        exactly(source, target, int(length))
    elif value(head, b"transfer-encoding"):
        size = None
        while size != 0:
            line = source.readline()
            target.write(line)
            size = int(line.split(b";")[0], 16)
            exactly(source, target, size + 2)


def exactly(source, target, length):
    while length:
        part = source.read(min(length, 1 << 16))
        if not part:
            raise EOFError
        target.write(part)
        length -= len(part)
