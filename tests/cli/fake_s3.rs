//! A small S3 on loopback: objects in memory with ETags and conditions, and a place to answer otherwise.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

const DATE: &str = "Sun, 22 Nov 2026 14:00:00 GMT";

/// What a client asked.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// Below the bucket; empty for a listing.
    pub(crate) key: String,
    /// What a listing asks for.
    pub(crate) prefix: String,
    folders: bool,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

/// What it is told.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn new(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: vec![("Content-Type", kind.into())], body: body.into() }
    }

    /// An error as S3 writes it.
    pub(crate) fn refusal(status: u16, code: &str, message: &str) -> Self {
        let body = format!("<Error><Code>{code}</Code><Message>{message}</Message></Error>");
        Self::new(status, "application/xml", body)
    }

    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

type Objects = BTreeMap<String, (u64, Vec<u8>)>;
type Hook = dyn Fn(&Request) -> Option<Reply> + Send + Sync;

/// The server; it lives as long as the test.
pub(crate) struct FakeS3 {
    pub(crate) url: String,
    objects: Arc<Mutex<Objects>>,
    requests: Arc<Mutex<Vec<String>>>,
}

/// The bucket that there is.
pub(crate) const BUCKET: &str = "etl-dags";

impl FakeS3 {
    /// A server that answers as S3 does wherever `otherwise` has no answer of its own.
    pub(crate) fn new(otherwise: impl Fn(&Request) -> Option<Reply> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = Self { url, objects: Arc::default(), requests: Arc::default() };
        let (objects, requests) = (server.objects.clone(), server.requests.clone());
        let otherwise: Arc<Hook> = Arc::new(otherwise);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (objects, requests) = (objects.clone(), requests.clone());
                let otherwise = otherwise.clone();
                std::thread::spawn(move || serve(stream, &objects, &requests, &*otherwise));
            }
        });
        server
    }

    /// Puts an object there before a run.
    pub(crate) fn holding(self, key: &str, body: &str) -> Self {
        self.objects.lock().unwrap().insert(key.into(), (1, body.into()));
        self
    }

    /// The keys that it holds.
    pub(crate) fn keys(&self) -> Vec<String> {
        self.objects.lock().unwrap().keys().cloned().collect()
    }

    /// An object's text.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        let objects = self.objects.lock().unwrap();
        objects.get(key).map(|(_, body)| String::from_utf8_lossy(body).into_owned())
    }

    /// Every request so far: `PUT dev/package/metadata.json`.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// The writes among them.
    pub(crate) fn writes(&self) -> Vec<String> {
        self.requests().into_iter().filter(|request| !request.starts_with(['G', 'H', 'L'])).collect()
    }
}

fn serve(stream: TcpStream, objects: &Mutex<Objects>, requests: &Mutex<Vec<String>>, otherwise: &Hook) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut stream = stream;
    while let Some(request) = read(&mut reader) {
        let listing = request.key.is_empty();
        let (verb, object) =
            if listing { ("LIST", &request.prefix) } else { (request.method.as_str(), &request.key) };
        requests.lock().unwrap().push(format!("{verb} {object}"));
        let reply = otherwise(&request).unwrap_or_else(|| answer(&request, &mut objects.lock().unwrap()));
        let mut head = format!("HTTP/1.1 {} X\r\nDate: {DATE}\r\n", reply.status);
        for (name, value) in &reply.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("Content-Length: {}\r\n\r\n", reply.body.len()));
        let mut bytes = head.into_bytes();
        if request.method != "HEAD" {
            bytes.extend_from_slice(&reply.body);
        }
        if stream.write_all(&bytes).is_err() {
            return;
        }
    }
}

fn read(reader: &mut BufReader<TcpStream>) -> Option<Request> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let mut words = line.split(' ');
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.insert(name.to_ascii_lowercase(), value.to_owned());
    }
    let length = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let key = path.trim_start_matches('/').split_once('/').map_or("", |(_, key)| key).to_owned();
    let asked = |name: &str| {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.filter(|(key, _)| *key == name).map(|(_, value)| value.replace("%2F", "/")).next()
    };
    let (prefix, folders) = (asked("prefix").unwrap_or_default(), asked("delimiter").is_some());
    Some(Request { method, key, prefix, folders, headers, body })
}

/// As S3 answers, as far as publish asks.
fn answer(request: &Request, objects: &mut Objects) -> Reply {
    let etag = |version: u64| format!("\"v{version}\"");
    let there = objects.get(&request.key).cloned();
    match (request.method.as_str(), request.key.as_str(), there) {
        ("GET", "", _) => listing(request, objects),
        ("GET" | "HEAD", _, Some((version, body))) => Reply::new(200, "application/octet-stream", body)
            .header("ETag", &etag(version))
            .header("Last-Modified", DATE),
        ("GET" | "HEAD", _, None) => Reply::refusal(404, "NoSuchKey", "There is no such key."),
        ("PUT", key, there) => {
            let absent = request.headers.contains_key("if-none-match");
            let matches = request.headers.get("if-match");
            let holds = match &there {
                Some((version, _)) => !absent && matches.is_none_or(|tag| *tag == etag(*version)),
                None => matches.is_none(),
            };
            if !holds {
                return Reply::refusal(412, "PreconditionFailed", "A condition does not hold.");
            }
            let version = objects.values().map(|(version, _)| version + 1).max().unwrap_or(1);
            objects.insert(key.into(), (version, request.body.clone()));
            Reply::new(200, "application/xml", "").header("ETag", &etag(version))
        }
        ("DELETE", key, _) => {
            objects.remove(key);
            Reply::new(204, "application/xml", "")
        }
        (method, ..) => Reply::refusal(405, "MethodNotAllowed", method),
    }
}

fn listing(request: &Request, objects: &Objects) -> Reply {
    let mut folders = std::collections::BTreeSet::new();
    let mut body = String::from("<ListBucketResult><IsTruncated>false</IsTruncated>");
    for (key, (version, bytes)) in objects.iter().filter(|(key, _)| key.starts_with(&request.prefix)) {
        let rest = &key[request.prefix.len()..];
        match rest.split_once('/') {
            Some((folder, _)) if request.folders => {
                folders.insert(format!("{}{folder}/", request.prefix));
            }
            _ => body.push_str(&format!(
                "<Contents><Key>{key}</Key><LastModified>2026-11-22T14:00:00Z</LastModified>\
                 <ETag>\"v{version}\"</ETag><Size>{}</Size></Contents>",
                bytes.len()
            )),
        }
    }
    for folder in folders {
        body.push_str(&format!("<CommonPrefixes><Prefix>{folder}</Prefix></CommonPrefixes>"));
    }
    Reply::new(200, "application/xml", body + "</ListBucketResult>")
}
