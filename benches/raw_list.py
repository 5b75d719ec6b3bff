"""A listing without any program around it: signed GETs over one connection, the answers thrown away.

What the server and the wire take is the least that any sync of this prefix can take.
"""

import datetime
import hashlib
import hmac
import http.client
import os
import re
import time
import urllib.parse

from peers import Failure

EMPTY = hashlib.sha256(b"").hexdigest()


def pages(url, source):
    """Seconds, keys and bytes of each page of the listing of bucket/prefix, in order."""
    bucket, prefix = source.split("/", 1)
    host = url.removeprefix("http://")
    connection = http.client.HTTPConnection(host)
    query = {"list-type": "2", "prefix": f"{prefix}/"}
    taken = []
    while True:
        text = urllib.parse.urlencode(sorted(query.items()), quote_via=urllib.parse.quote, safe="")
        start = time.monotonic()
        connection.request("GET", f"/{bucket}?{text}", headers=signature(host, f"/{bucket}", text))
        answer = connection.getresponse()
        body = answer.read()
        taken.append((time.monotonic() - start, body.count(b"<Key>"), len(body)))
        if answer.status != 200:
            raise Failure(f"the listing of {source} was answered with {answer.status}: {body[:500]!r}")
        token = re.search(rb"<NextContinuationToken>([^<]+)<", body)
        if not token:
            connection.close()
            return taken
        query["continuation-token"] = token[1].decode()


def signature(host, path, query):
    """The headers of AWS Signature Version 4 for a GET without a body."""
    region = os.environ["AWS_REGION"]
    now = datetime.datetime.now(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")
    scope = f"{now[:8]}/{region}/s3/aws4_request"
    headers = {"host": host, "x-amz-content-sha256": EMPTY, "x-amz-date": now}
    names = ";".join(headers)
    lines = "".join(f"{name}:{value}\n" for name, value in headers.items())
    canonical = f"GET\n{path}\n{query}\n{lines}\n{names}\n{EMPTY}"
    key = f"AWS4{os.environ['AWS_SECRET_ACCESS_KEY']}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    text = f"AWS4-HMAC-SHA256\n{now}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    signed = hmac.digest(key, text.encode(), "sha256").hex()
    credential = f"{os.environ['AWS_ACCESS_KEY_ID']}/{scope}"
    headers["authorization"] = f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={names}, Signature={signed}"
    return headers
