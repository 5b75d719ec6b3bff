//! A token in a file: `AWS_WEB_IDENTITY_TOKEN_FILE`, as a GitLab job writes it and EKS mounts it.

use std::io::Read as _;
use std::path::PathBuf;

use super::token::Token;

/// Largest token, in bytes; STS takes 20,000 characters.
const TOKEN_BYTES: u64 = 64 * 1024;

/// The variable that names the file.
const VARIABLE: &str = "AWS_WEB_IDENTITY_TOKEN_FILE";

/// A file with a token, and the role that the environment wants it exchanged for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenFile {
    path: PathBuf,
    /// `AWS_ROLE_ARN`.
    role: Option<String>,
}

impl TokenFile {
    /// The file, when `variable` (the environment) names one.
    #[must_use]
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        Some(Self { path: set(VARIABLE)?.into(), role: set("AWS_ROLE_ARN") })
    }

    /// Whether the token is to be exchanged for `role` itself. When the environment names another role, the
    /// standard chain takes that one, and `role` is assumed from there.
    pub(super) fn is_for(&self, role: &str) -> bool {
        self.role.as_ref().is_none_or(|named| named == role)
    }

    /// The role that the standard chain exchanges the token for.
    pub(super) fn role(&self) -> Option<&str> {
        self.role.as_deref()
    }

    /// Reads the token; who wrote the file may have replaced it since.
    ///
    /// # Errors
    /// A sentence: there is no file, it is empty, or what it holds is no token.
    pub(super) fn token(&self) -> Result<Token, String> {
        let place = format!("`{}` ({VARIABLE})", self.path.display());
        let mut text = String::new();
        std::fs::File::open(&self.path)
            .and_then(|file| file.take(TOKEN_BYTES).read_to_string(&mut text))
            .map_err(|error| format!("the OIDC token in {place} cannot be read: {error}"))?;
        let text = text.trim();
        if text.is_empty() {
            return Err(format!(
                "the OIDC token in {place} is empty; in GitLab, `id_tokens:` of the job must name the variable that is \
                 written there"
            ));
        }
        Token::read(text, format!("the OIDC token in {place}"))
            .ok_or_else(|| format!("what is in {place} is no OIDC token: three parts, and claims in JSON"))
    }
}
