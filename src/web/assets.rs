//! Style sheet, script and mark, carried in the program.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use rust_embed::{Embed, EmbeddedFile};
use std::fmt::Write;

use super::at::At;
use super::fault::Fault;

#[derive(Embed)]
#[folder = "src/web/assets"]
struct Assets;

/// Where the file is served: its address changes with its content, so that it may be kept for ever.
pub fn address(name: &str) -> String {
    let mut address = format!("/assets/{name}");
    if let Some(file) = Assets::get(name) {
        address.push_str("?v=");
        address.push_str(&digest(&file));
    }
    address
}

fn digest(file: &EmbeddedFile) -> String {
    let mut hex = String::with_capacity(16);
    for byte in file.metadata.sha256_hash().iter().take(8) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// `GET /assets/{name}`
pub async fn get(At(name): At<String>) -> Result<Response, Fault> {
    let file = Assets::get(&name).ok_or(Fault::NotFound)?;
    let kind = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let headers = [
        (CONTENT_TYPE, kind),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, file.data).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_change_with_the_content() {
        let style = address("style.css");
        assert!(style.starts_with("/assets/style.css?v="), "{style}");
        assert_eq!(style.len(), "/assets/style.css?v=".len() + 16);
        assert_eq!(address("nothing.css"), "/assets/nothing.css");
    }
}
