//! A progress bar for whatever takes over a second, on a terminal only.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::Once;
use std::time::{Duration, Instant};

/// What takes less is over before a bar could be read.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar that shows itself only after a second.
pub struct Progress {
    bar: ProgressBar,
    begun: Instant,
    shown: Once,
}

impl Progress {
    /// Begins; `what` names what is being counted, such as `templates`.
    pub fn new(what: &'static str) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let template = "{wide_bar:.cyan/dim} {human_pos} of {human_len} {msg}, {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(what);
        Self {
            bar,
            begun: Instant::now(),
            shown: Once::new(),
        }
    }

    /// What goes on now, nobody knows for how long.
    pub fn tell(&self, what: String) {
        self.show();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}, {elapsed}") {
            self.bar.set_style(style);
        }
        self.bar.set_message(what);
        self.bar.tick();
    }

    fn show(&self) {
        if self.begun.elapsed() > PATIENCE {
            // On anything but a terminal indicatif keeps standard error clean by itself.
            self.shown
                .call_once(|| self.bar.set_draw_target(ProgressDrawTarget::stderr()));
        }
    }

    /// So many of so many are done.
    pub fn report(&self, done: u64, of: u64) {
        self.show();
        self.bar.set_length(of);
        self.bar.set_position(done);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
