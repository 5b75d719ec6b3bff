//! Reading a listing's XML faster than the SDK does.
//!
//! A daemon lists all day, and a listing is all that an unchanged cycle costs: of its CPU time the SDK's general XML
//! reader took more than half. This one knows one document, `ListBucketResult`, in the plain shape that every store
//! writes. Whatever else it meets (a comment, an attribute, an error in a 200, an entity it does not know) it leaves
//! to the SDK's reader, which stays the judge of what an answer means.

use std::borrow::Cow;

use aws_sdk_s3::operation::list_objects_v2::{ListObjectsV2, ListObjectsV2Output};
use aws_sdk_s3::types::{CommonPrefix, EncodingType, Object};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeSerializationInterceptorContextRef, Error, Output,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin as _;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};
use aws_smithy_types::DateTime;
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer};
use aws_smithy_types::date_time::Format;

/// Puts this reader before the SDK's for the request that it rides on.
#[derive(Debug)]
pub(super) struct ReadListing;

#[aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint]
impl Intercept for ReadListing {
    fn name(&self) -> &'static str {
        "reader of listings"
    }

    fn read_before_execution(
        &self,
        _context: &BeforeSerializationInterceptorContextRef<'_>,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(general) = ListObjectsV2::new().config() {
            config.interceptor_state().store_put(SharedResponseDeserializer::new(Reader { general }));
        }
        Ok(())
    }
}

#[derive(Debug)]
struct Reader {
    /// How the SDK carries the operation out; its own reader is in it.
    general: FrozenLayer,
}

impl Reader {
    fn general(&self) -> Result<&SharedResponseDeserializer, OrchestratorError<Error>> {
        let general = self.general.load::<SharedResponseDeserializer>();
        general.ok_or_else(|| OrchestratorError::other("the SDK has no reader of listings"))
    }
}

impl DeserializeResponse for Reader {
    fn deserialize_streaming_with_config(
        &self,
        response: &mut HttpResponse,
        config: &ConfigBag,
    ) -> Option<Result<Output, OrchestratorError<Error>>> {
        self.general().ok()?.deserialize_streaming_with_config(response, config)
    }

    fn deserialize_nonstreaming_with_config(
        &self,
        response: &HttpResponse,
        config: &ConfigBag,
    ) -> Result<Output, OrchestratorError<Error>> {
        let body = response.body().bytes().filter(|_| response.status().as_u16() == 200);
        match body.and_then(|body| std::str::from_utf8(body).ok()).and_then(read) {
            Some(listing) => Ok(Output::erase(listing)),
            None => self.general()?.deserialize_nonstreaming_with_config(response, config),
        }
    }
}

/// How a document may begin.
const DECLARATIONS: [&str; 2] =
    ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<?xml version=\"1.0\" encoding=\"utf-8\"?>"];

/// Reads a listing; `None` when it is anything but plain.
fn read(xml: &str) -> Option<ListObjectsV2Output> {
    let xml = DECLARATIONS.iter().find_map(|declaration| xml.strip_prefix(declaration)).unwrap_or(xml);
    let (attributes, body) = xml.trim_start().strip_prefix("<ListBucketResult")?.split_once('>')?;
    if !attributes.is_empty() {
        let namespace = attributes.strip_prefix(" xmlns=\"")?.strip_suffix('"')?;
        if namespace.contains(['"', '<', '&']) {
            return None;
        }
    }
    let (mut objects, mut folders) = (Vec::new(), Vec::new());
    let (mut truncated, mut token, mut encoding) = (None, None, None);
    let rest = elements(body, |name, content| {
        match name {
            "Contents" => objects.push(object(content)?),
            "CommonPrefixes" => folders.push(folder(content)?),
            "IsTruncated" => truncated = Some(content.parse().ok()?),
            "NextContinuationToken" => token = Some(text(content)?.into_owned()),
            "EncodingType" => encoding = Some(EncodingType::from(&*text(content)?)),
            _ => skip(content)?,
        }
        Some(())
    })?;
    if rest.trim_end() != "</ListBucketResult>" {
        return None;
    }
    let listing = ListObjectsV2Output::builder()
        .set_contents(Some(objects))
        .set_common_prefixes(Some(folders))
        .set_is_truncated(truncated)
        .set_next_continuation_token(token)
        .set_encoding_type(encoding);
    Some(listing.build())
}

fn folder(content: &str) -> Option<CommonPrefix> {
    let mut prefix = None;
    whole(content, |name, content| {
        match name {
            "Prefix" => prefix = Some(text(content)?.into_owned()),
            _ => skip(content)?,
        }
        Some(())
    })?;
    Some(CommonPrefix::builder().set_prefix(prefix).build())
}

fn object(content: &str) -> Option<Object> {
    let mut object = Object::builder();
    whole(content, |name, content| {
        let of = std::mem::take(&mut object);
        object = match name {
            "Key" => of.key(text(content)?),
            "ETag" => of.e_tag(text(content)?),
            "Size" => of.size(content.parse().ok()?),
            "LastModified" => of.last_modified(DateTime::from_str(content, Format::DateTimeWithOffset).ok()?),
            _ => {
                skip(content)?;
                of
            }
        };
        Some(())
    })?;
    Some(object.build())
}

/// Calls `each` with the name and content of every element, up to the first closing tag, and returns what follows.
fn elements<'a>(mut xml: &'a str, mut each: impl FnMut(&'a str, &'a str) -> Option<()>) -> Option<&'a str> {
    loop {
        let tag = xml.trim_start();
        if tag.is_empty() || tag.starts_with("</") {
            return Some(tag);
        }
        let (name, after) = tag.strip_prefix('<')?.split_once('>')?;
        if let Some(name) = name.strip_suffix('/') {
            plain(name)?;
            each(name, "")?;
            xml = after;
            continue;
        }
        plain(name)?;
        // No element of a listing holds one of its own name.
        let mut from = 0;
        let (content, rest) = loop {
            // One byte is looked for, not two: that is many times faster.
            let at = from + after.get(from..)?.find('<')?;
            let closing = after.get(at + 1..)?.strip_prefix('/').and_then(|rest| rest.strip_prefix(name));
            if let Some(rest) = closing.and_then(|rest| rest.strip_prefix('>')) {
                break (after.get(..at)?, rest);
            }
            from = at + 1;
        };
        each(name, content)?;
        xml = rest;
    }
}

/// As [`elements`], of content that ends with the last of them.
fn whole<'a>(xml: &'a str, each: impl FnMut(&'a str, &'a str) -> Option<()>) -> Option<()> {
    elements(xml, each)?.is_empty().then_some(())
}

/// What is not used must be plain all the same: text, or elements of text (`Owner`).
fn skip(content: &str) -> Option<()> {
    if content.contains('<') {
        whole(content, |_, content| text(content).map(drop))
    } else {
        text(content).map(drop)
    }
}

/// A name without attribute, comment or declaration.
fn plain(name: &str) -> Option<()> {
    (!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(())
}

/// The text of an element that holds nothing else, its entities resolved.
fn text(content: &str) -> Option<Cow<'_, str>> {
    if content.bytes().all(|byte| byte != b'&' && byte != b'<') {
        return Some(Cow::Borrowed(content));
    }
    let (mut text, mut rest) = (String::with_capacity(content.len()), content);
    while let Some(at) = rest.find(['&', '<']) {
        text.push_str(rest.get(..at)?);
        let (entity, after) = rest.get(at..)?.strip_prefix('&')?.split_once(';')?;
        text.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" | "#34" | "#x22" => '"',
            "apos" | "#39" | "#x27" => '\'',
            _ => return None,
        });
        rest = after;
    }
    text.push_str(rest);
    Some(Cow::Owned(text))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::loopback::{Loopback, answer};
    use super::super::transport::Transport;
    use super::super::{S3, connect};
    use super::*;

    /// What is used of a listing.
    type Used = (Vec<[Option<String>; 4]>, Vec<Option<String>>, Option<bool>, Option<String>, Option<String>);

    fn used(listing: &ListObjectsV2Output) -> Used {
        let object = |object: &Object| {
            [
                object.key().map(str::to_owned),
                object.e_tag().map(str::to_owned),
                object.size().map(|size| size.to_string()),
                object.last_modified().map(|date| format!("{date:?}")),
            ]
        };
        (
            listing.contents().iter().map(object).collect(),
            listing.common_prefixes().iter().map(|folder| folder.prefix().map(str::to_owned)).collect(),
            listing.is_truncated(),
            listing.next_continuation_token().map(str::to_owned),
            listing.encoding_type().map(|encoding| encoding.as_str().to_owned()),
        )
    }

    /// What the SDK's own reader makes of it.
    fn by_the_sdk(xml: &str) -> Option<Used> {
        let server = Loopback::new([answer("200 OK", "Content-Type: application/xml", xml)]);
        let transport = Transport::default();
        let connected = connect::build(&Default::default(), &server.config(transport.clone()), transport);
        let client = S3::with_client(connected, "etl-dags", "").client;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let listing = runtime.block_on(client.list_objects_v2().bucket("etl-dags").send()).ok()?;
        Some(used(&listing))
    }

    const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">";

    fn contents(key: &str) -> String {
        format!(
            "<Contents><Key>{key}</Key><LastModified>2026-11-22T14:00:00.123Z</LastModified><ETag>&quot;abc&#34;</ETag>\
             <Size>12</Size><Owner><ID>x</ID></Owner><StorageClass>STANDARD</StorageClass></Contents>"
        )
    }

    #[test]
    fn a_listing_is_read_as_the_sdk_reads_it() {
        let objects = [contents("dev/a.py"), contents("dev/a%20b&amp;.py")].concat();
        let xml = format!(
            "{HEAD}<Name>etl-dags</Name><Prefix/><KeyCount>2</KeyCount><EncodingType>url</EncodingType>\n\
             <IsTruncated>true</IsTruncated>{objects}<CommonPrefixes><Prefix>dev/x/</Prefix></CommonPrefixes>\
             <NextContinuationToken>a&lt;b</NextContinuationToken></ListBucketResult>\n"
        );
        let listing = read(&xml).unwrap();
        assert_eq!(listing.contents().len(), 2);
        assert_eq!(listing.contents()[0].e_tag(), Some("\"abc\""));
        assert_eq!(Some(used(&listing)), by_the_sdk(&xml));
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_sdk() {
        let whole = |inner: &str| format!("{HEAD}{inner}</ListBucketResult>");
        for xml in [
            String::new(),
            "<html>Sign in</html>".into(),
            "<Error><Code>SlowDown</Code></Error>".into(),
            "<ListBucketResult/>".into(),
            format!("{HEAD}<IsTruncated>false</IsTruncated>"),
            whole("<!-- a --><IsTruncated>false</IsTruncated>"),
            whole("<IsTruncated>perhaps</IsTruncated>"),
            whole("<Name x=\"1\">b</Name>"),
            whole("<Contents><Key><![CDATA[a]]></Key></Contents>"),
            whole("<Contents><Key>a&#10;b</Key></Contents>"),
            whole("<Contents><Key>a</Contents></Key>"),
            whole("<Contents><Size>many</Size></Contents>"),
            whole("text"),
            whole("") + "<more/>",
        ] {
            assert!(read(&xml).is_none(), "{xml}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn whatever_is_read_the_sdk_reads_alike(
            keys in proptest::collection::vec("([a-z/.]|%[0-9A-F]{2}|&amp;|&lt;|&#39;){1,12}", 0..4),
            cut in 0_usize..400,
            put in proptest::option::of("[<>&/;a-zA-Z ]{1,3}"),
        ) {
            let objects: String = keys.iter().map(|key| contents(key)).collect();
            let mut xml = format!("{HEAD}<IsTruncated>false</IsTruncated>{objects}</ListBucketResult>");
            if let Some(put) = put && xml.is_char_boundary(cut.min(xml.len())) {
                xml.insert_str(cut.min(xml.len()), &put);
            }
            if let Some(listing) = read(&xml) {
                prop_assert_eq!(Some(used(&listing)), by_the_sdk(&xml), "{}", xml);
            }
        }
    }
}
