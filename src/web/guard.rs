//! What holds for every request and every answer: no other site may post, nothing from elsewhere
//! is loaded, nothing is kept by the browser.

use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, HeaderValue, ORIGIN, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::fault::Fault;

/// Style sheet, script and mark come from here, forms go here; there is nothing else.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Refuses what another site posts, and adds the headers every answer has.
pub async fn guard(request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD);
    let mut response = if safe || from_here(request.headers()) {
        next.run(request).await
    } else {
        Fault::Foreign.into_response()
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Computers in schools are shared: a page with somebody's answers is not kept.
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Whether a form was sent from a page of ours. Browsers say so in `Sec-Fetch-Site` or `Origin`;
/// programs that send neither carry no cookie they were not given.
fn from_here(headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    let Some(origin) = headers.get(ORIGIN) else {
        return true;
    };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let origin = origin
        .to_str()
        .ok()
        .and_then(|origin| origin.split_once("://"));
    matches!((origin, host), (Some((_, from)), Some(host)) if from.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(given: &[(&'static str, &'static str)]) -> HeaderMap {
        given
            .iter()
            .map(|&(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect()
    }

    #[test]
    fn only_pages_of_ours_may_post() {
        let host = ("host", "127.0.0.1:7878");
        assert!(from_here(&headers(&[host])));
        assert!(from_here(&headers(&[
            host,
            ("origin", "http://127.0.0.1:7878")
        ])));
        assert!(from_here(&headers(&[
            host,
            ("sec-fetch-site", "same-origin")
        ])));
        assert!(!from_here(&headers(&[
            host,
            ("origin", "http://evil.example")
        ])));
        assert!(!from_here(&headers(&[
            host,
            ("origin", "http://127.0.0.1:9999")
        ])));
        assert!(!from_here(&headers(&[host, ("origin", "null")])));
        assert!(!from_here(&headers(&[
            host,
            ("sec-fetch-site", "cross-site")
        ])));
        assert!(!from_here(&headers(&[
            host,
            ("sec-fetch-site", "same-site")
        ])));
    }
}
