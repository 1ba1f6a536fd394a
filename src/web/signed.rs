//! Who of the staff is signed in: a random token in a cookie, of which only a hash is kept.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::service::{Service, Staff};

use super::cookie;
use super::fault::Fault;

const NAME: &str = "staff";

/// As long as the session itself lasts, in seconds.
const KEPT: u32 = 90 * 86_400;

/// Somebody of the staff; without a session there is nothing to see.
#[derive(Clone, Debug)]
pub struct Signed(pub Staff);

impl FromRequestParts<Service> for Signed {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, service: &Service) -> Result<Self, Fault> {
        let Token(token) = Token::from_request_parts(parts, service).await?;
        let token = token.ok_or(crate::service::Error::NotStaff)?;
        Ok(Self(service.staff(&token).await?))
    }
}

/// The token that was sent, if any; it may stand for nothing.
#[derive(Clone, Debug)]
pub struct Token(pub Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for Token {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        Ok(Self(cookie::get(&parts.headers, NAME).map(str::to_owned)))
    }
}

/// The `Set-Cookie` line that keeps a session: out of reach of scripts, and never sent along from
/// another site.
pub fn keep(token: &str) -> String {
    format!("{NAME}={token}; Path=/; Max-Age={KEPT}; HttpOnly; SameSite=Strict")
}

/// The `Set-Cookie` line that ends it.
pub fn forget() -> String {
    format!("{NAME}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict")
}
