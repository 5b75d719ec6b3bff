//! A relay between the program and a server that writes down every request. It changes none: what is signed stays
//! valid. Answers it changes where a test says so: as a network or a server does that fails.

use std::fmt;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A request and the status that answered it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Seen {
    pub(crate) method: String,
    /// Without the query.
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) status: u16,
}

impl Seen {
    pub(crate) fn is_list(&self) -> bool {
        self.method == "GET" && self.query.contains("list-type=2")
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}?{} {}", self.method, self.path, self.query, self.status)
    }
}

/// What becomes of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// The server answers.
    Answered,
    /// It never comes to the server; the client gets this status and the code of an S3 error.
    Refused(u16, &'static str),
    /// The server answers, and the connection ends in the middle of the body.
    Cut,
    /// The server answers, but 403 where it says 404: so S3 keeps from a role that may not list what there is.
    Hidden,
}

type Rule = dyn Fn(&Seen) -> Fate + Send;

/// The relay.
pub(crate) struct Proxy {
    pub(crate) url: String,
    shared: Arc<Shared>,
}

struct Shared {
    seen: Mutex<Vec<Seen>>,
    rule: Mutex<Box<Rule>>,
}

impl Proxy {
    /// A relay to `http://host:port`.
    pub(crate) fn to(server: &str) -> Self {
        let server = server.strip_prefix("http://").unwrap().to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let rule: Box<Rule> = Box::new(|_| Fate::Answered);
        let shared = Arc::new(Shared { seen: Mutex::default(), rule: Mutex::new(rule) });
        let of_threads = Arc::clone(&shared);
        std::thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let server = TcpStream::connect(&server).unwrap();
                let shared = Arc::clone(&of_threads);
                // The end of either connection is the end of both.
                std::thread::spawn(move || relay(client, server, &shared));
            }
        });
        Self { url, shared }
    }

    /// What came since the last call.
    pub(crate) fn take(&self) -> Vec<Seen> {
        std::mem::take(&mut self.shared.seen.lock().unwrap())
    }

    /// From now on every request meets the fate that `rule` has for it. (Its status is not known then: 0.)
    pub(crate) fn fate(&self, rule: impl Fn(&Seen) -> Fate + Send + 'static) {
        *self.shared.rule.lock().unwrap() = Box::new(rule);
    }
}

/// One request after the other, until there is no more.
fn relay(client: TcpStream, server: TcpStream, shared: &Shared) -> Option<()> {
    let (mut to_client, mut to_server) = (client.try_clone().ok()?, server.try_clone().ok()?);
    let (mut client, mut server) = (BufReader::new(client), BufReader::new(server));
    loop {
        let head = Head::read(&mut client)?;
        let mut words = head.text.split_whitespace();
        let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
        let (path, query) = target.split_once('?').unwrap_or((&target, ""));
        let mut request = Seen { method, path: path.to_owned(), query: query.to_owned(), status: 0 };
        let fate = (shared.rule.lock().unwrap())(&request);
        if let Fate::Refused(status, code) = fate {
            request.status = status;
            // What the client had to send is not read: the connection cannot go on.
            return refuse(&mut to_client, request, code, shared);
        }
        to_server.write_all(head.text.as_bytes()).ok()?;
        if head.value("expect").is_some() {
            // The server says whether it wants the body; no test meets one that does not.
            let go_on = Head::read(&mut server)?;
            to_client.write_all(go_on.text.as_bytes()).ok()?;
        }
        head.copy_body(&mut client, &mut to_server)?;
        let answer = Head::read(&mut server)?;
        request.status = answer.text.split_whitespace().nth(1)?.parse().ok()?;
        if fate == Fate::Hidden && request.status == 404 {
            request.status = 403;
            return refuse(&mut to_client, request, "AccessDenied", shared);
        }
        let has_body = request.method != "HEAD" && request.status != 204 && request.status != 304;
        // Before the answer: whoever has it finds the request written down.
        shared.seen.lock().unwrap().push(request);
        to_client.write_all(answer.text.as_bytes()).ok()?;
        if fate == Fate::Cut {
            let half = answer.value("content-length")?.parse::<u64>().ok()? / 2;
            exactly(&mut server, &mut to_client, half)?;
            return None;
        }
        if has_body {
            answer.copy_body(&mut server, &mut to_client)?;
        }
    }
}

/// Answers with an error of S3, and ends the connection.
fn refuse(client: &mut impl Write, request: Seen, code: &str, shared: &Shared) -> Option<()> {
    let body = format!("<Error><Code>{code}</Code><Message>said by the relay</Message></Error>");
    let (status, length) = (request.status, body.len());
    let body = if request.method == "HEAD" { "" } else { &body };
    shared.seen.lock().unwrap().push(request);
    write!(
        client,
        "HTTP/1.1 {status} Refused\r\nContent-Type: application/xml\r\nContent-Length: {length}\r\n\
         Connection: close\r\n\r\n{body}"
    )
    .ok()
}

/// The lines before a body.
struct Head {
    text: String,
}

impl Head {
    fn read(from: &mut impl BufRead) -> Option<Self> {
        let mut text = String::new();
        loop {
            let before = text.len();
            if from.read_line(&mut text).ok()? == 0 {
                return None;
            }
            if &text[before..] == "\r\n" {
                return Some(Self { text });
            }
        }
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.text.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }

    fn copy_body(&self, from: &mut impl BufRead, to: &mut impl Write) -> Option<()> {
        let length = self.value("content-length").and_then(|length| length.parse().ok());
        if let Some(length) = length {
            return exactly(from, to, length);
        }
        if self.value("transfer-encoding").is_none() {
            return Some(());
        }
        loop {
            let mut size = String::new();
            from.read_line(&mut size).ok()?;
            to.write_all(size.as_bytes()).ok()?;
            let length = u64::from_str_radix(size.trim().split(';').next()?, 16).ok()?;
            exactly(from, to, length + 2)?;
            if length == 0 {
                return Some(());
            }
        }
    }
}

fn exactly(from: &mut impl Read, to: &mut impl Write, length: u64) -> Option<()> {
    (std::io::copy(&mut from.take(length), to).ok()? == length).then_some(())
}
