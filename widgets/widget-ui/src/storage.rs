//! The tab's own storage, as a cache: it may be denied, full or emptied at any time, and nothing depends on it.

use web_sys::Storage;

fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// Returns what is kept under a key.
pub fn load(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// Keeps a text under a key, if the browser lets us.
pub fn save(key: &str, text: &str) {
    if let Some(storage) = storage() {
        // Denied or full: the page goes on without its cache.
        let _ = storage.set_item(key, text);
    }
}

/// Forgets a key.
pub fn remove(key: &str) {
    if let Some(storage) = storage() {
        // What cannot be reached cannot be read by the next reader either.
        let _ = storage.remove_item(key);
    }
}
