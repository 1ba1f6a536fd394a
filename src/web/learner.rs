//! Who is practising: a name in a cookie.
//!
//! The name is a choice, not an identity: the page binds to the own machine by default.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Redirect;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::base::LearnerId;

use super::cookie;

const NAME: &str = "learner";

/// A year, in seconds.
const KEPT: u32 = 31_536_000;

/// The learner of the request; without one the first page asks who it is.
#[derive(Clone, Debug)]
pub struct Learner(pub LearnerId);

impl<S: Send + Sync> FromRequestParts<S> for Learner {
    type Rejection = Redirect;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Redirect> {
        let cookie = cookie::get(&parts.headers, NAME);
        let learner = cookie.and_then(decoded).map(Self);
        learner.ok_or_else(|| Redirect::to("/"))
    }
}

/// The learner that a cookie names.
fn decoded(value: &str) -> Option<LearnerId> {
    let name = percent_decode_str(value).decode_utf8().ok()?;
    LearnerId::new(&name).ok()
}

/// The `Set-Cookie` line that keeps a learner: out of reach of scripts and of other sites.
pub fn keep(learner: &LearnerId) -> String {
    let value = utf8_percent_encode(learner.as_str(), NON_ALPHANUMERIC);
    format!("{NAME}={value}; Path=/; Max-Age={KEPT}; HttpOnly; SameSite=Lax")
}

/// The `Set-Cookie` line that forgets the learner.
pub fn forget() -> String {
    format!("{NAME}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<LearnerId> {
        cookie::read(line, NAME).and_then(decoded)
    }

    use proptest::prelude::*;

    #[test]
    fn other_cookies_are_passed_over() {
        let learner = read("a=b; learner=Zo%C3%AB%20B; c").unwrap();
        assert_eq!(learner.as_str(), "Zoë B");
        assert!(read("learner=").is_none());
        assert!(read("learner=%FF").is_none());
        assert!(read(&forget()).is_none());
    }

    proptest! {
        #[test]
        fn any_name_comes_back(name in "\\PC{1,80}") {
            if let Ok(learner) = LearnerId::new(&name) {
                let line = keep(&learner);
                prop_assert!(line.is_ascii());
                prop_assert_eq!(read(line.split("; Path").next().unwrap()), Some(learner));
            }
        }
    }
}
