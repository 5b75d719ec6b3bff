//! A signed token, as far as it can be shown.

use jiff::Timestamp;
use serde_json::Value;

/// A signed token. Neither shown nor logged: who has it is the job.
pub(super) struct Token {
    text: String,
    claims: Value,
    /// What it is to a person, as in "the job's OIDC token".
    pub(super) origin: String,
}

impl Token {
    /// A token of three parts whose claims are JSON, or `None`. Nothing is verified: STS does that.
    pub(super) fn read(text: &str, origin: String) -> Option<Self> {
        let [_, payload, _] = text.split('.').collect::<Vec<_>>()[..] else { return None };
        let claims = claims(payload)?;
        Some(Self { text: text.to_owned(), claims, origin })
    }

    pub(super) fn secret(&self) -> &str {
        &self.text
    }

    /// Which repository, branch or environment it speaks for: what a trust policy compares.
    pub(super) fn subject(&self) -> String {
        self.claim("sub")
    }

    pub(super) fn audience(&self) -> String {
        self.claim("aud")
    }

    pub(super) fn issuer(&self) -> String {
        self.claim("iss")
    }

    /// From when on it does not count.
    pub(super) fn expires(&self) -> Option<Timestamp> {
        Timestamp::from_second(self.claims.get("exp")?.as_i64()?).ok()
    }

    fn claim(&self, name: &str) -> String {
        match self.claims.get(name) {
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => "(unknown)".into(),
        }
    }
}

/// The claims in a token's second part.
fn claims(payload: &str) -> Option<Value> {
    let mut text = payload.replace('-', "+").replace('_', "/");
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    let bytes = aws_smithy_types::base64::decode(text).ok()?;
    serde_json::from_slice(&bytes).ok().filter(Value::is_object)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_shows_its_claims_and_never_itself() {
        let claims = r#"{"sub":"repo:a/b:ref:refs/heads/main?>","aud":["x"],"exp":1795694400}"#;
        let payload = aws_smithy_types::base64::encode(claims).replace('+', "-").replace('/', "_");
        let text = format!("h.{}.s", payload.trim_end_matches('='));
        let token = Token::read(&text, "a token".into()).unwrap();
        assert_eq!(token.subject(), "repo:a/b:ref:refs/heads/main?>");
        assert_eq!(token.audience(), r#"["x"]"#);
        assert_eq!(token.issuer(), "(unknown)");
        assert_eq!(token.expires().unwrap().to_string(), "2026-11-26T12:00:00Z");
        assert_eq!(token.secret(), text);
    }

    #[test]
    fn what_has_not_three_parts_and_claims_is_no_token() {
        for text in ["", "x", "a.b", "a.b.c", "a.e30=.c.d", "a.MQ==.c"] {
            assert!(Token::read(text, String::new()).is_none(), "{text}");
        }
        assert!(Token::read("a.e30.c", String::new()).is_some());
    }
}
