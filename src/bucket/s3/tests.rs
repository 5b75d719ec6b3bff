//! Answers that a bucket should never give, each told apart.

use std::time::Duration;

use bytes::Bytes;

use super::loopback::{DATE, Loopback, Say, answer, refusal};
use super::transport::Transport;
use super::{Patience, S3, connect};
use crate::bucket::{Access, Bucket, BucketError, Condition, ETag, ErrorKind, Listing};

fn bucket(server: &Loopback) -> S3 {
    let transport = Transport::default();
    let connected = connect::build(&Access::default(), &server.config(transport.clone()), transport);
    S3::with_client(connected, "etl-dags", "team/")
}

async fn get(say: Say) -> Result<Bytes, BucketError> {
    Ok(bucket(&Loopback::new([say])).get("dev/p/metadata.json", 1_000).await?.bytes)
}

async fn get_error(say: Say) -> BucketError {
    get(say).await.unwrap_err()
}

async fn put_error(say: Say, condition: Condition) -> BucketError {
    bucket(&Loopback::new([say])).put("dev/p/a.py", Bytes::from_static(b"x"), condition).await.unwrap_err()
}

async fn list_error(say: Say) -> BucketError {
    bucket(&Loopback::new([say])).list(&Listing::default()).await.unwrap_err()
}

const OBJECT: &str = "ETag: \"abc\"\nLast-Modified: Sun, 22 Nov 2026 13:00:00 GMT";
const PAGE: &str = "<html><body>Sign in to the guest network</body></html>";

fn check(error: &BucketError, kind: &ErrorKind, words: &[&str]) {
    let text = error.to_string();
    assert_eq!(&error.kind, kind, "{text}");
    for part in words.iter().chain(&["s3://etl-dags/team/"]) {
        assert!(text.contains(part), "{part:?} is not in: {text}");
    }
}

#[tokio::test]
async fn an_object_is_read_with_its_facts_and_the_buckets_time() {
    let server = Loopback::new([answer("200 OK", OBJECT, "hello")]);
    let object = bucket(&server).get("dev/p/a.py", 5).await.unwrap();
    assert_eq!(object.bytes, "hello");
    assert_eq!((object.info.key.as_str(), object.info.size), ("dev/p/a.py", 5));
    assert_eq!(object.info.etag, ETag("\"abc\"".into()));
    assert_eq!(object.date.to_string(), "2026-11-22T14:00:00Z");
    assert!(server.requests()[0].starts_with("GET /etl-dags/team/dev/p/a.py"), "{:?}", server.requests());
}

#[tokio::test]
async fn a_write_carries_its_own_digest_and_no_trailer() {
    let server = Loopback::new([answer("200 OK", "ETag: \"abc\"", "")]);
    let stored =
        bucket(&server).put("dev/p/a.py", Bytes::from_static(b"x"), Condition::Absent).await.unwrap();
    assert_eq!(stored.etag, ETag("\"abc\"".into()));
    let request = server.requests()[0].to_ascii_lowercase();
    for header in [
        "if-none-match: *",
        "content-type: text/x-python",
        "content-length: 1",
        "x-amz-checksum-sha256: lxewqrcmseqbynyp+6wy9chtd7gqpmtbaiwhf5iasie=",
    ] {
        assert!(request.contains(header), "{header} is not in {request}");
    }
    for header in ["aws-chunked", "x-amz-trailer", "crc32"] {
        assert!(!request.contains(header), "{header} is in {request}");
    }
}

#[tokio::test]
async fn a_web_page_is_no_bucket() {
    let html = "Content-Type: text/html";
    check(&get_error(answer("200 OK", html, PAGE)).await, &ErrorKind::Garbage, &["web page"]);
    check(&get_error(answer("404 Not Found", html, PAGE)).await, &ErrorKind::Garbage, &["web page"]);
    check(&get_error(answer("403 Forbidden", html, PAGE)).await, &ErrorKind::Garbage, &["web page"]);
    check(&get_error(answer("302 Found", html, PAGE)).await, &ErrorKind::Garbage, &["302"]);
    check(&list_error(answer("200 OK", html, PAGE)).await, &ErrorKind::Garbage, &[]);
    check(
        &put_error(answer("200 OK", html, PAGE), Condition::None).await,
        &ErrorKind::Garbage,
        &["web page"],
    );
    let server = Loopback::new([answer("200 OK", html, PAGE)]);
    check(&bucket(&server).delete("a").await.unwrap_err(), &ErrorKind::Garbage, &["web page"]);
}

#[tokio::test]
async fn an_answer_without_what_s3_always_gives_is_garbage() {
    check(&get_error(answer("200 OK", "", "")).await, &ErrorKind::Garbage, &["ETag"]);
    check(&get_error(answer("200 OK", "ETag: \"a\"", "")).await, &ErrorKind::Garbage, &["Last-Modified"]);
    check(&put_error(answer("200 OK", "", ""), Condition::None).await, &ErrorKind::Garbage, &["ETag"]);
    check(&list_error(answer("200 OK", "", "")).await, &ErrorKind::Garbage, &[]);
    let empty = answer("200 OK", "Content-Type: application/xml", "<ListBucketResult/>");
    check(&list_error(empty).await, &ErrorKind::Garbage, &["not a listing"]);
    for date in ["", "Date: yesterday\r\n"] {
        let text = format!("HTTP/1.1 200 OK\r\n{date}ETag: \"a\"\r\nContent-Length: 0\r\n\r\n");
        check(&put_error(Say::This(text), Condition::None).await, &ErrorKind::Garbage, &["Date"]);
    }
}

#[tokio::test]
async fn a_listing_that_makes_no_sense_is_garbage() {
    let page = |inner: &str| {
        let body = format!("<ListBucketResult><Name>etl-dags</Name>{inner}</ListBucketResult>");
        answer("200 OK", "Content-Type: application/xml", &body)
    };
    let stranger = "<IsTruncated>false</IsTruncated><Contents><Key>other/x</Key><Size>1</Size></Contents>";
    check(&list_error(page(stranger)).await, &ErrorKind::Garbage, &["other/x"]);
    let endless = "<IsTruncated>true</IsTruncated>";
    check(&list_error(page(endless)).await, &ErrorKind::Garbage, &["goes on"]);
    let server = Loopback::new([page(
        "<IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>",
    )]);
    let listing = Listing { page: Some("t".into()), ..Listing::default() };
    check(&bucket(&server).list(&listing).await.unwrap_err(), &ErrorKind::Garbage, &["does not move on"]);
    let bare = "<IsTruncated>false</IsTruncated><Contents><Key>team/x</Key><Size>1</Size></Contents>";
    check(&list_error(page(bare)).await, &ErrorKind::Garbage, &["ETag"]);
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_not_believed() {
    let head =
        format!("HTTP/1.1 200 OK\r\nDate: {DATE}\r\nContent-Length: 500\r\n{}", OBJECT.replace('\n', "\r\n"));
    let cut = Say::This(format!("{head}\r\n\r\nonly this"));
    check(&get_error(cut).await, &ErrorKind::Unavailable, &["broke off"]);
    check(&get_error(Say::This(head)).await, &ErrorKind::Unavailable, &[]);
    check(&get_error(Say::This(String::new())).await, &ErrorKind::Unavailable, &[]);
    check(&get_error(Say::Reset).await, &ErrorKind::Unavailable, &[]);
    check(&put_error(Say::Reset, Condition::Absent).await, &ErrorKind::Unavailable, &[]);
    check(&get_error(Say::This("220 smtp ready\r\n".into())).await, &ErrorKind::Garbage, &["not HTTP"]);
}

#[tokio::test]
async fn an_answer_that_does_not_come_is_given_up_on() {
    let hurried = |server: &Loopback| {
        let moment = Duration::from_millis(50);
        bucket(server).with_patience(Patience { answer: moment, stall: moment, slowest: u64::MAX })
    };
    let server = Loopback::new([Say::Nothing]);
    let error = hurried(&server).head("a").await.unwrap_err();
    check(&error, &ErrorKind::Unavailable, &["no answer within"]);
    let head =
        format!("HTTP/1.1 200 OK\r\nDate: {DATE}\r\nContent-Length: 500\r\n{}", OBJECT.replace('\n', "\r\n"));
    let server = Loopback::new([Say::Stall(format!("{head}\r\n\r\nonly this"))]);
    let patient = bucket(&server);
    let patience = Patience { stall: Duration::from_millis(50), ..Patience::default() };
    let error = patient.with_patience(patience).get("a", 1_000).await.unwrap_err();
    check(&error, &ErrorKind::Unavailable, &["stalled"]);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let mut server = Loopback::new([]);
    server.url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    check(&bucket(&server).head("a").await.unwrap_err(), &ErrorKind::Unavailable, &["refused"]);
}

#[tokio::test]
async fn an_object_that_is_too_large_is_not_read() {
    let big = ErrorKind::TooLarge { size: 2_000, limit: 1_000 };
    check(&get_error(answer("200 OK", OBJECT, &"x".repeat(2_000))).await, &big, &["2000"]);
    let headers = OBJECT.replace('\n', "\r\n");
    let body = format!("{:x}\r\n{}\r\n0\r\n\r\n", 1_001, "x".repeat(1_001));
    let unannounced = format!(
        "HTTP/1.1 200 OK\r\nDate: {DATE}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n{headers}\r\n\r\n{body}"
    );
    let error = get_error(Say::This(unannounced)).await;
    check(&error, &ErrorKind::TooLarge { size: 1_001, limit: 1_000 }, &[]);
}

#[tokio::test]
async fn each_refusal_of_s3_is_told_apart() {
    use ErrorKind as Kind;
    for (status, code, kind) in [
        ("404 Not Found", "NoSuchKey", Kind::NotFound),
        ("404 Not Found", "NoSuchBucket", Kind::NoBucket),
        ("403 Forbidden", "AccessDenied", Kind::Denied),
        ("403 Forbidden", "InvalidAccessKeyId", Kind::Credentials),
        ("403 Forbidden", "SignatureDoesNotMatch", Kind::Credentials),
        ("400 Bad Request", "ExpiredToken", Kind::Credentials),
        ("400 Bad Request", "InvalidToken", Kind::Credentials),
        ("503 Service Unavailable", "SlowDown", Kind::SlowDown),
        ("429 Too Many Requests", "TooManyRequests", Kind::SlowDown),
        ("503 Service Unavailable", "ServiceUnavailable", Kind::Unavailable),
        ("500 Internal Server Error", "InternalError", Kind::Unavailable),
        ("400 Bad Request", "RequestTimeout", Kind::Unavailable),
        ("501 Not Implemented", "NotImplemented", Kind::Other),
        ("405 Method Not Allowed", "MethodNotAllowed", Kind::Other),
        ("400 Bad Request", "InvalidArgument", Kind::Other),
    ] {
        check(&get_error(refusal(status, "", code, "It was said.")).await, &kind, &[code, "It was said"]);
    }
    let proxy = answer("502 Bad Gateway", "Content-Type: text/html", PAGE);
    check(&get_error(proxy).await, &Kind::Unavailable, &["502"]);
}

#[tokio::test]
async fn a_condition_that_does_not_hold_is_told_from_a_conflict() {
    use ErrorKind as Kind;
    let matches = || Condition::Matches(ETag("\"a\"".into()));
    let conflict = refusal("409 Conflict", "", "ConditionalRequestConflict", "");
    for (say, condition, kind) in [
        (
            refusal("412 Precondition Failed", "", "PreconditionFailed", ""),
            Condition::Absent,
            Kind::Precondition,
        ),
        (refusal("412 Precondition Failed", "", "PreconditionFailed", ""), matches(), Kind::Precondition),
        (refusal("404 Not Found", "", "NoSuchKey", ""), matches(), Kind::Precondition),
        (refusal("404 Not Found", "", "NoSuchBucket", ""), matches(), Kind::NoBucket),
        (conflict, Condition::Absent, Kind::Conflict),
        (refusal("501 Not Implemented", "", "NotImplemented", ""), Condition::Absent, Kind::Other),
    ] {
        check(&put_error(say, condition).await, &kind, &[]);
    }
}

#[tokio::test]
async fn a_bucket_elsewhere_says_where() {
    let there = |region: &str| ErrorKind::Region(Some(region.into()));
    let moved =
        refusal("301 Moved Permanently", "x-amz-bucket-region: eu-north-1", "PermanentRedirect", "Use it.");
    check(&get_error(moved).await, &there("eu-north-1"), &["lives in eu-north-1"]);
    let body = "<Error><Code>AuthorizationHeaderMalformed</Code><Message>The region is wrong</Message>\
                <Region>ap-south-1</Region></Error>";
    let malformed = answer("400 Bad Request", "Content-Type: application/xml", body);
    check(&get_error(malformed).await, &there("ap-south-1"), &["ap-south-1"]);
    for status in ["301 Moved Permanently", "400 Bad Request"] {
        let server = Loopback::new([answer(status, "x-amz-bucket-region: us-west-2", "")]);
        check(&bucket(&server).head("a").await.unwrap_err(), &there("us-west-2"), &["us-west-2"]);
    }
    let silent = refusal("301 Moved Permanently", "", "PermanentRedirect", "");
    check(&get_error(silent).await, &ErrorKind::Region(None), &[]);
}

#[tokio::test]
async fn a_head_says_what_it_can_without_a_body() {
    for (status, kind) in [
        ("404 Not Found", ErrorKind::NotFound),
        ("403 Forbidden", ErrorKind::Denied),
        ("400 Bad Request", ErrorKind::Credentials),
        ("503 Service Unavailable", ErrorKind::Unavailable),
    ] {
        let server = Loopback::new([answer(status, "", "")]);
        check(&bucket(&server).head("a").await.unwrap_err(), &kind, &[]);
    }
}

#[tokio::test]
async fn a_role_that_cannot_be_had_says_why() {
    let denied =
        "<ErrorResponse><Error><Code>AccessDenied</Code><Message>No.</Message></Error></ErrorResponse>";
    let server = Loopback::new([answer("403 Forbidden", "Content-Type: text/xml", denied)]);
    let transport = Transport::default();
    let role = Some("arn:aws:iam::123456789012:role/ci".to_owned());
    let access = Access { role_arn: role, ..Access::default() };
    let connected = connect::build(&access, &server.config(transport.clone()), transport);
    let error = S3::with_client(connected, "etl-dags", "team/").head("a").await.unwrap_err();
    check(
        &error,
        &ErrorKind::Credentials,
        &["cannot assume the role arn:aws:iam::123456789012:role/ci", "No"],
    );
}

#[tokio::test]
async fn a_machine_without_credentials_is_told_so() {
    let server = Loopback::new([]);
    let transport = Transport::default();
    let connected = connect::build(&Access::default(), &server.nobody(transport.clone()), transport);
    let error = S3::with_client(connected, "etl-dags", "team/").head("a").await.unwrap_err();
    check(&error, &ErrorKind::Credentials, &["no AWS credentials were found"]);
}

#[tokio::test]
async fn a_wrong_clock_is_named() {
    let say = refusal("403 Forbidden", "", "RequestTimeTooSkewed", "The difference is too large.");
    check(&get_error(say).await, &ErrorKind::Other, &["this machine's clock is", "the bucket's", "set it"]);
}
