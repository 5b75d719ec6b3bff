//! A relay between the program and a server that writes down every request. It changes nothing: what is signed
//! stays valid.

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

/// The relay.
#[derive(Debug)]
pub(crate) struct Proxy {
    pub(crate) url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Proxy {
    /// A relay to `http://host:port`.
    pub(crate) fn to(server: &str) -> Self {
        let server = server.strip_prefix("http://").unwrap().to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let shared = seen.clone();
        std::thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let server = TcpStream::connect(&server).unwrap();
                let seen = shared.clone();
                // The end of either connection is the end of both.
                std::thread::spawn(move || relay(client, server, &seen));
            }
        });
        Self { url, seen }
    }

    /// What came since the last call.
    pub(crate) fn take(&self) -> Vec<Seen> {
        std::mem::take(&mut self.seen.lock().unwrap())
    }
}

/// One request after the other, until there is no more.
fn relay(client: TcpStream, server: TcpStream, seen: &Mutex<Vec<Seen>>) -> Option<()> {
    let (mut to_client, mut to_server) = (client.try_clone().ok()?, server.try_clone().ok()?);
    let (mut client, mut server) = (BufReader::new(client), BufReader::new(server));
    loop {
        let head = Head::read(&mut client)?;
        to_server.write_all(head.text.as_bytes()).ok()?;
        let mut words = head.text.split_whitespace();
        let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
        if head.value("expect").is_some() {
            // The server says whether it wants the body; no test meets one that does not.
            let go_on = Head::read(&mut server)?;
            to_client.write_all(go_on.text.as_bytes()).ok()?;
        }
        head.copy_body(&mut client, &mut to_server)?;
        let answer = Head::read(&mut server)?;
        let status: u16 = answer.text.split_whitespace().nth(1)?.parse().ok()?;
        let (path, query) = target.split_once('?').unwrap_or((&target, ""));
        let (path, query) = (path.to_owned(), query.to_owned());
        // Before the answer: whoever has it finds the request written down.
        seen.lock().unwrap().push(Seen { method: method.clone(), path, query, status });
        to_client.write_all(answer.text.as_bytes()).ok()?;
        if method != "HEAD" && status != 204 && status != 304 {
            answer.copy_body(&mut server, &mut to_client)?;
        }
    }
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
