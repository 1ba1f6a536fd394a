//! Chromium, driven through WebDriver; ended with the test, whatever becomes of it.

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::env;
use std::io::{BufRead, BufReader};
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// What the browser is like.
#[derive(Clone, Copy, Debug, Default)]
pub struct Browser {
    /// As narrow as a phone.
    pub phone: bool,
    /// Without JavaScript.
    pub plain: bool,
}

/// The programs a test in the browser needs; none where one is missing.
fn programs() -> Option<(PathBuf, PathBuf)> {
    let path = env::var_os("PATH")?;
    let find = |names: &[&str]| {
        let places = names
            .iter()
            .flat_map(|name| env::split_paths(&path).map(move |p| p.join(name)));
        places.into_iter().find(|program| program.is_file())
    };
    let browser = find(&["chromium", "chromium-browser", "google-chrome"])?;
    Some((browser, find(&["chromedriver"])?))
}

/// Whether tests in the browser cannot run here and need not: under CI they must.
pub fn is_optional() -> bool {
    programs().is_none() && env::var("CI").as_deref() != Ok("true")
}

struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    fn start(program: PathBuf) -> Self {
        let mut process = Command::new(program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = lines.map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse().ok()
        });
        Self {
            process,
            port: port.expect("chromedriver says which port it listens on"),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself; there is nothing left to do then.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Runs a test in a browser of its own.
pub async fn with<T, F>(browser: Browser, test: impl FnOnce(Client) -> F) -> T
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let (program, driver) = programs().expect("chromium and chromedriver are on the PATH");
    let driver = Driver::start(driver);
    let profile = TempDir::new().unwrap();
    let client = ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities(browser, &program, &profile))
        .connect(&format!("http://127.0.0.1:{}", driver.port))
        .await
        .unwrap();
    // A task of its own, so that the browser is closed even where the test panics.
    let result = tokio::spawn(test(client.clone())).await;
    client.close().await.unwrap();
    result.unwrap_or_else(|error| resume_unwind(error.into_panic()))
}

fn capabilities(browser: Browser, program: &PathBuf, profile: &TempDir) -> Capabilities {
    let mut options = json!({
        "binary": program,
        "args": [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--window-size=1280,1000",
            format!("--user-data-dir={}", profile.path().display()),
        ],
    });
    if browser.phone {
        options["mobileEmulation"] = json!({
            "deviceMetrics": { "width": 390, "height": 844, "pixelRatio": 1.0, "touch": true },
        });
    }
    if browser.plain {
        options["prefs"] = json!({ "profile.managed_default_content_settings.javascript": 2 });
    }
    Capabilities::from_iter([("goog:chromeOptions".to_owned(), options)])
}
