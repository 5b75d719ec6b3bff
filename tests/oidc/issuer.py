"""An issuer of OIDC tokens on loopback: what GitHub and GitLab are to a job, with keys and claims that a test chooses.

`.ci/servers run seaweedfs-oidc` starts one beside the server whose STS trusts it. It answers

    GET /.well-known/jwks        the public key, as STS fetches it
    GET /token?audience=A&…      a signed token, as a GitHub Actions job gets it, for who shows the bearer `BEARER`

What the token says is in the query. `aud` is what the job asked for, unless `aud=` says otherwise, as an endpoint does
that pays no heed to the question; `sub=` is the subject; `ttl=` the seconds until it expires, below zero for a token
that has; `signer=stranger` signs with a key that no one published. Only Python's standard library is used.
"""

import base64
import hashlib
import http.server
import json
import math
import secrets
import threading
import time
import urllib.parse

BEARER = "bearer-of-the-job"
KID = "test"
# SHA-256's DER prefix in a PKCS #1 v1.5 signature: RFC 8017, section 9.2, note 1.
SHA256_PREFIX = bytes.fromhex("3031300d060960864801650304020105000420")
EXPONENT = 65537


class Key:
    """An RSA key of 2,048 bits."""

    def __init__(self):
        p, q = prime(), prime()
        self.modulus = p * q
        self.private = pow(EXPONENT, -1, (p - 1) * (q - 1))

    def sign(self, text):
        """RSASSA-PKCS1-v1_5 with SHA-256, which JWTs call RS256."""
        told = SHA256_PREFIX + hashlib.sha256(text).digest()
        padded = b"\x00\x01" + b"\xff" * (256 - 3 - len(told)) + b"\x00" + told
        return pow(int.from_bytes(padded), self.private, self.modulus).to_bytes(256)


# Nearly all candidates fall here: one gcd is cheaper than one power.
SMALL_PRIMES = math.prod(n for n in range(3, 2000) if all(n % d for d in range(2, math.isqrt(n) + 1)))


def prime():
    """A prime of 1,024 bits with its two upper bits set, which is not 1 modulo the exponent."""
    while True:
        candidate = secrets.randbits(1024) | (3 << 1022) | 1
        if candidate % EXPONENT != 1 and is_prime(candidate):
            return candidate


def is_prime(number):
    if math.gcd(number, SMALL_PRIMES) != 1:
        return False
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for _ in range(24):  # Miller and Rabin
        power = pow(2 + secrets.randbelow(number - 3), odd, number)
        if power in (1, number - 1):
            continue
        for _ in range(twos - 1):
            power = power * power % number
            if power == number - 1:
                break
        else:
            return False
    return True


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Issuer:
    """Listens from the moment it is made, in a thread that ends with the process."""

    def __init__(self):
        self.keys = {"known": Key(), "stranger": Key()}
        issuer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                issuer.answer(self)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, request):
        url = urllib.parse.urlsplit(request.path)
        if url.path == "/.well-known/jwks":
            return say(request, 200, {"keys": [self.jwk()]})
        if url.path == "/.well-known/openid-configuration":
            return say(request, 200, {"issuer": self.url, "jwks_uri": f"{self.url}/.well-known/jwks"})
        if url.path == "/token":
            if request.headers.get("Authorization") != f"Bearer {BEARER}":
                return say(request, 401, {"message": "who are you?"})
            query = {name: values[0] for name, values in urllib.parse.parse_qs(url.query).items()}
            return say(request, 200, {"count": 1, "value": self.token(query)})
        return say(request, 404, {"message": "there is no such page"})

    def jwk(self):
        modulus = self.keys["known"].modulus.to_bytes(256)
        return {
            "kty": "RSA", "alg": "RS256", "use": "sig", "kid": KID,
            "n": b64(modulus), "e": b64(EXPONENT.to_bytes(3)),
        }  # fmt: skip

    def token(self, query):
        now = int(time.time())
        ttl = int(query.get("ttl", "300"))
        claims = {
            "iss": self.url,
            "sub": query.get("sub", "repo:a/b:ref:refs/heads/main"),
            "aud": query.get("aud") or query.get("audience"),
            "iat": min(now, now + ttl - 300),
            "nbf": min(now, now + ttl - 300),
            "exp": now + ttl,
        }
        parts = [{"alg": "RS256", "typ": "JWT", "kid": KID}, claims]
        text = ".".join(b64(json.dumps(part).encode()) for part in parts)
        return f"{text}.{b64(self.keys[query.get('signer', 'known')].sign(text.encode()))}"


def say(request, status, value):
    body = json.dumps(value).encode()
    request.send_response(status)
    request.send_header("Content-Type", "application/json")
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)
