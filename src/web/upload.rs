//! A form with files, `multipart/form-data` as RFC 7578 has it.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;

use super::fault::Fault;
use super::form::Fields;

/// The most parts a form has: fields and files.
const MOST_PARTS: usize = 64;

/// The longest boundary, RFC 2046.
const LONGEST_BOUNDARY: usize = 70;

/// What a form sent: its fields, and the files that were chosen with their names.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    /// The fields.
    pub fields: Fields,
    /// The files, in the order they were chosen. A field left empty sends none.
    pub files: Vec<(String, Vec<u8>)>,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        let kind = request.headers().get(CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let boundary = boundary(kind).ok_or(Fault::Malformed)?.to_owned();
        let body = Bytes::from_request(request, state)
            .await
            .map_err(|rejection| Fault::of_body(rejection.status()))?;
        read(&body, &boundary).ok_or(Fault::Malformed)
    }
}

/// What stands between the parts.
fn boundary(kind: &str) -> Option<&str> {
    let (essence, parameters) = kind.split_once(';')?;
    if !essence.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = parameter(parameters, "boundary")?;
    (1..=LONGEST_BOUNDARY)
        .contains(&boundary.len())
        .then_some(boundary)
}

/// The value of `name=value` or `name="value"` among others, separated by semicolons that stand in
/// no quotes.
fn parameter<'h>(header: &'h str, name: &str) -> Option<&'h str> {
    let mut rest = header;
    loop {
        rest = rest.trim_start_matches([';', ' ', '\t']);
        let (key, value) = rest.split_once('=')?;
        let (value, after) = match value.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => value.split_at(value.find(';').unwrap_or(value.len())),
        };
        if key.trim().eq_ignore_ascii_case(name) {
            return Some(value.trim());
        }
        rest = after.trim_start_matches(|c| c != ';');
        if rest.is_empty() {
            return None;
        }
    }
}

fn read(body: &[u8], boundary: &str) -> Option<Upload> {
    let mark = format!("--{boundary}");
    let mut rest = body.strip_prefix(mark.as_bytes())?;
    let between = format!("\r\n{mark}");
    let (mut fields, mut files) = (Vec::new(), Vec::new());
    for _ in 0..MOST_PARTS {
        // Behind the last boundary stand two hyphens.
        if rest.starts_with(b"--") {
            return Some(Upload {
                fields: fields.into(),
                files,
            });
        }
        let part = rest.strip_prefix(b"\r\n")?;
        let (head, content) = cut(part, b"\r\n\r\n")?;
        let (content, after) = cut(content, between.as_bytes())?;
        rest = after;
        let head = str::from_utf8(head).ok()?;
        let disposition = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            let is_it = name.trim().eq_ignore_ascii_case("content-disposition");
            is_it.then_some(value.trim())
        })?;
        let (_, parameters) = disposition.split_once(';')?;
        let name = parameter(parameters, "name")?.to_owned();
        match parameter(parameters, "filename") {
            // A file field in which nothing was chosen.
            Some("") if content.is_empty() => {}
            Some(file) => files.push((unescaped(file), content.to_vec())),
            None => fields.push((name, str::from_utf8(content).ok()?.to_owned())),
        }
    }
    None
}

/// Browsers escape what would end a name: WHATWG HTML, “multipart/form-data encoding algorithm”.
fn unescaped(name: &str) -> String {
    let name = name.replace("%22", "\"");
    name.replace("%0D", "").replace("%0A", "")
}

/// What stands before and after the first `mark`.
fn cut<'b>(bytes: &'b [u8], mark: &[u8]) -> Option<(&'b [u8], &'b [u8])> {
    let first = *mark.first()?;
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|&byte| byte == first)?;
        let found = bytes.get(at..)?;
        if let Some(after) = found.strip_prefix(mark) {
            return Some((bytes.get(..at)?, after));
        }
        from = at + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KIND: &str = "multipart/form-data; boundary=----WebKitFormBoundary7MA4";

    fn sent(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut body = Vec::new();
        for (head, content) in parts {
            body.extend(b"------WebKitFormBoundary7MA4\r\n");
            body.extend(format!("Content-Disposition: form-data; {head}\r\n\r\n").bytes());
            body.extend(*content);
            body.extend(b"\r\n");
        }
        body.extend(b"------WebKitFormBoundary7MA4--\r\n");
        body
    }

    #[test]
    fn fields_and_files_are_told_apart() {
        let boundary = boundary(KIND).unwrap();
        let body = sent(&[
            ("name=\"text\"", "Zoë\r\n--not a boundary".as_bytes()),
            (
                "name=\"file\"; filename=\"a;b%22.pdf\"\r\nContent-Type: x/y",
                b"%PDF\r\n\r\n\xff",
            ),
            ("name=\"file\"; filename=\"\"", b""),
        ]);
        let upload = read(&body, boundary).unwrap();
        assert_eq!(upload.fields.get("text"), Some("Zoë\r\n--not a boundary"));
        assert_eq!(
            upload.files,
            [("a;b\".pdf".to_owned(), b"%PDF\r\n\r\n\xff".to_vec())]
        );
        assert!(read(&body[..body.len() - 8], boundary).is_none());
        assert!(super::boundary("multipart/form-data").is_none());
        assert!(super::boundary("text/plain; boundary=x").is_none());
        assert_eq!(
            super::boundary("Multipart/Form-Data; charset=\"a;b\"; boundary=\"x y\""),
            Some("x y")
        );
    }

    proptest! {
        #[test]
        fn what_was_sent_is_read(text in "\\PC{0,40}", file in proptest::collection::vec(any::<u8>(), 0..80)) {
            let body = sent(&[
                ("name=\"text\"", text.as_bytes()),
                ("name=\"file\"; filename=\"x\"", &file),
            ]);
            let upload = read(&body, boundary(KIND).unwrap()).unwrap();
            prop_assert_eq!(upload.fields.get("text"), Some(&*text));
            prop_assert_eq!(&upload.files, &[("x".to_owned(), file)]);
        }

        #[test]
        fn anything_is_survived(head in "\\PC{0,60}", body in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = boundary(&head);
            let _ = parameter(&head, "name");
            let _ = read(&body, "x");
        }
    }
}
