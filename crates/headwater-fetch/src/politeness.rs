//! One request a host at a time, with a pause between.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// When each host may be asked again.
#[derive(Default)]
pub(crate) struct Clock {
    next: Mutex<HashMap<String, Instant>>,
}

impl Clock {
    /// Waits for the host's turn, and puts off the next by `pause`.
    pub fn wait(&self, host: &str, pause: Duration) {
        let now = Instant::now();
        let turn = {
            let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
            let turn = next.get(host).copied().unwrap_or(now).max(now);
            next.insert(host.to_owned(), turn + pause);
            turn
        };
        sleep(turn.saturating_duration_since(now));
    }
}
