//! A server on loopback that says what a test tells it to, for the answers that no real server gives on demand.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};

use super::transport::Transport;

pub(super) const DATE: &str = "Sun, 22 Nov 2026 14:00:00 GMT";

/// What to do with one request.
#[derive(Debug, Clone)]
pub(super) enum Say {
    /// Answer with these bytes, then close.
    This(String),
    /// Never answer.
    Nothing,
    /// Answer with these bytes, then say no more and keep the connection.
    Stall(String),
    /// Close the connection with the request unread: the client sees a reset.
    Reset,
}

/// The answer `status` with `headers` (without the final line end) and a whole body.
pub(super) fn answer(status: &str, headers: &str, body: &str) -> Say {
    let headers = headers.replace('\n', "\r\n");
    let gap = if headers.is_empty() { "" } else { "\r\n" };
    let length = body.len();
    Say::This(format!(
        "HTTP/1.1 {status}\r\nDate: {DATE}\r\nContent-Length: {length}\r\nConnection: \
         close\r\n{headers}{gap}\r\n{body}"
    ))
}

/// An error as S3 writes it.
pub(super) fn refusal(status: &str, headers: &str, code: &str, message: &str) -> Say {
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>"
    );
    answer(status, &format!("Content-Type: application/xml\n{headers}").trim_end().replace('\r', ""), &body)
}

/// The server: one connection after the other, one answer each.
#[derive(Debug)]
pub(super) struct Loopback {
    pub(super) url: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Loopback {
    pub(super) fn new(answers: impl IntoIterator<Item = Say>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (answers, seen) = (answers.into_iter().collect::<Vec<_>>(), requests.clone());
        std::thread::spawn(move || {
            let mut held = Vec::new();
            for say in answers {
                let Ok((stream, _)) = listener.accept() else { return };
                held.extend(serve(stream, &say, &seen));
            }
            // Connections that say nothing stay open as long as the process: the test's limits must end them.
            std::mem::forget(held);
        });
        Self { url, requests }
    }

    /// What was asked so far: heads, one text each.
    pub(super) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// A configuration as the environment would give it, with `url` as the endpoint of every service.
    pub(super) fn config(&self, transport: Transport) -> SdkConfig {
        let credentials = Credentials::new("AKIDEXAMPLE", "secret", None, None, "test");
        config(&self.url, transport, SharedCredentialsProvider::new(credentials))
    }

    /// The same on a machine without credentials.
    pub(super) fn nobody(&self, transport: Transport) -> SdkConfig {
        config(&self.url, transport, SharedCredentialsProvider::new(Nobody))
    }
}

/// A machine without any credentials.
#[derive(Debug)]
struct Nobody;

impl ProvideCredentials for Nobody {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::ready(Err(CredentialsError::not_loaded_no_source()))
    }
}

fn config(url: &str, transport: Transport, credentials: SharedCredentialsProvider) -> SdkConfig {
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-1"))
        .endpoint_url(url)
        .http_client(transport)
        .sleep_impl(aws_smithy_async::rt::sleep::TokioSleep::new())
        .time_source(aws_smithy_async::time::SystemTimeSource::new())
        .credentials_provider(credentials)
        .build()
}

fn serve(mut stream: TcpStream, say: &Say, seen: &Mutex<Vec<String>>) -> Option<TcpStream> {
    if matches!(say, Say::Reset) {
        // One byte read, the rest unread: closing now resets the connection.
        let _ = stream.read(&mut [0; 1]);
        return None;
    }
    let head = read_request(&mut stream);
    seen.lock().unwrap().push(head);
    match say {
        Say::This(text) => {
            let _ = stream.write_all(text.as_bytes());
            None
        }
        Say::Stall(text) => {
            let _ = stream.write_all(text.as_bytes());
            Some(stream)
        }
        Say::Nothing | Say::Reset => Some(stream),
    }
}

/// Reads a request to its end: its head and body as text.
fn read_request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| {
                    line.to_ascii_lowercase().strip_prefix("content-length: ").map(str::to_owned)
                })
                .map_or(0, |length| length.parse().unwrap());
            if body.len() >= length {
                return text;
            }
        }
        match stream.read(&mut part) {
            Ok(read) if read > 0 => bytes.extend_from_slice(&part[..read]),
            _ => return text,
        }
    }
}
