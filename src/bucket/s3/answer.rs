//! What every answer must have, whatever was asked: the bucket's time, and the look of S3.

use std::sync::{Arc, Mutex, PoisonError};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::BeforeDeserializationInterceptorContextRef;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::DateTime;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::date_time::Format;
use jiff::Timestamp;

/// The head of the last answer to one request.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    /// The `Date` header, as it came.
    date: Option<String>,
    html: bool,
}

/// Notes the head of the answer to the request it rides on.
#[derive(Debug, Clone, Default)]
pub(super) struct Capture(Arc<Mutex<Head>>);

impl Capture {
    /// What was noted.
    pub(super) fn head(&self) -> Head {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint]
impl Intercept for Capture {
    fn name(&self) -> &'static str {
        "head of the answer"
    }

    fn read_after_transmit(
        &self,
        context: &BeforeDeserializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Head::of(context.response().headers());
        Ok(())
    }
}

impl Head {
    fn of(headers: &Headers) -> Self {
        let html = headers.get("content-type").is_some_and(|kind| kind.starts_with("text/html"));
        Self { date: headers.get("date").map(str::to_owned), html }
    }

    /// The bucket's time.
    ///
    /// # Errors
    /// What is wrong with the header.
    pub(super) fn date(&self) -> Result<Timestamp, String> {
        let Some(text) = &self.date else {
            return Err("the answer has no Date header".into());
        };
        DateTime::from_str(text, Format::HttpDate)
            .ok()
            .and_then(|date| timestamp(&date))
            .ok_or_else(|| format!("the answer's Date header is no date: {text:?}"))
    }

    /// Whether the answer is a web page.
    pub(super) fn is_html(&self) -> bool {
        self.html
    }
}

/// The same instant, or `None` when it lies beyond the years that can be written.
pub(super) fn timestamp(date: &DateTime) -> Option<Timestamp> {
    Timestamp::new(date.secs(), i32::try_from(date.subsec_nanos()).ok()?).ok()
}
