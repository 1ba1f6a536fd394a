//! The language problems are given in: the one chosen on the page, else what the browser asks for.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, SET_COOKIE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use std::convert::Infallible;

use crate::base::Locale;

use super::cookie;
use super::fault::Fault;
use super::form::Fields;

const NAME: &str = "language";

/// A year, in seconds.
const KEPT: u32 = 31_536_000;

/// The language wished for, if it is one of those known.
#[derive(Clone, Copy, Debug)]
pub struct Language(pub Option<Locale>);

impl<S: Send + Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(wished(&parts.headers)))
    }
}

fn wished(headers: &HeaderMap) -> Option<Locale> {
    let chosen = cookie::get(headers, NAME).and_then(Locale::of);
    chosen.or_else(|| {
        let asked = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
        accepted(asked)
    })
}

/// The known language with the greatest weight, the first of equals. RFC 9110, 12.5.4.
fn accepted(header: &str) -> Option<Locale> {
    let mut best: Option<(Locale, f64)> = None;
    for range in header.split(',') {
        let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
        let primary = tag.trim().split('-').next().unwrap_or_default();
        let weight = match parameters.trim().strip_prefix("q=") {
            Some(weight) => weight.trim().parse().unwrap_or(0.0),
            None => 1.0,
        };
        let locale = Locale::of(&primary.to_ascii_lowercase());
        let better = best.is_none_or(|(_, known)| weight > known);
        if let (Some(locale), true, true) = (locale, weight > 0.0, better) {
            best = Some((locale, weight));
        }
    }
    best.map(|(locale, _)| locale)
}

/// `POST /language`: remembers a choice.
pub async fn choose(fields: Fields) -> Result<Response, Fault> {
    let chosen = fields.get("language").and_then(Locale::of);
    let locale = chosen.ok_or(Fault::Malformed)?;
    let language = locale.language;
    let line = format!("{NAME}={language}; Path=/; Max-Age={KEPT}; HttpOnly; SameSite=Lax");
    Ok(([(SET_COOKIE, line)], Redirect::to("/map")).into_response())
}

/// What a language calls itself.
pub fn name(locale: &Locale) -> &'static str {
    match locale.language {
        "es" => "Español",
        "de" => "Deutsch",
        "fr" => "Français",
        _ => "English",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weightiest_known_language_is_taken() {
        let language = |header| accepted(header).map(|locale| locale.language);
        assert_eq!(language("es-MX,es;q=0.9,en;q=0.8"), Some("es"));
        assert_eq!(language("tlh, en;q=0.5, de;q=0.7"), Some("de"));
        assert_eq!(language("fr;q=0, xx"), None);
        assert_eq!(language("*"), None);
        assert_eq!(language(";;q=,,"), None);
    }
}
