//! What was loaded a moment ago and may be used again.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};
use survey_model::instant::Instant;

/// Values that may be used for a while after they were loaded. Safe to share; holds no lock while loading.
pub(crate) struct Cache<K, V> {
    max_age_ms: i64,
    capacity: usize,
    entries: Mutex<HashMap<K, Entry<V>>>,
}

struct Entry<V> {
    loaded_at: Instant,
    value: V,
}

impl<K: Eq + Hash, V: Clone> Cache<K, V> {
    /// Makes an empty cache of at most `capacity` values, each usable for `max_age_ms` after it was loaded.
    pub(crate) fn new(max_age_ms: i64, capacity: usize) -> Self {
        Cache { max_age_ms, capacity, entries: Mutex::new(HashMap::new()) }
    }

    /// Makes an empty cache of at most `capacity` values that never change.
    pub(crate) fn for_ever(capacity: usize) -> Self {
        Cache::new(i64::MAX, capacity)
    }

    /// Returns a value that is young enough.
    pub(crate) fn get(&self, key: &K, now: Instant) -> Option<V> {
        let entries = self.entries();
        let entry = entries.get(key)?;
        self.is_usable(entry, now).then(|| entry.value.clone())
    }

    /// Keeps a value. A full cache first drops what is too old, and everything if that is not enough.
    pub(crate) fn put(&self, key: K, value: V, loaded_at: Instant) {
        let mut entries = self.entries();
        if entries.len() >= self.capacity && !entries.contains_key(&key) {
            entries.retain(|_, entry| self.is_usable(entry, loaded_at));
            if entries.len() >= self.capacity {
                entries.clear();
            }
        }
        entries.insert(key, Entry { loaded_at, value });
    }

    /// A clock that was set back makes an entry look younger than new: it is then not used.
    fn is_usable(&self, entry: &Entry<V>, now: Instant) -> bool {
        let age_ms = now.unix_ms().saturating_sub(entry.loaded_at.unix_ms());
        self.max_age_ms == i64::MAX || (0..=self.max_age_ms).contains(&age_ms)
    }

    /// A panic elsewhere cannot leave an entry half written, so a poisoned lock is as good as any.
    fn entries(&self) -> MutexGuard<'_, HashMap<K, Entry<V>>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::Cache;
    use survey_model::instant::Instant;

    const LOADED_AT: Instant = Instant::from_unix_ms(1_000_000);

    #[track_caller]
    fn check(max_age_ms: i64, passed_ms: i64, expected: Option<&str>) {
        let cache = Cache::new(max_age_ms, 2);
        cache.put("key", "value", LOADED_AT);
        assert_eq!(cache.get(&"key", LOADED_AT.plus_ms(passed_ms)), expected);
    }

    #[test]
    fn a_value_is_used_until_its_age_is_reached() {
        check(5_000, 0, Some("value"));
        check(5_000, 5_000, Some("value"));
        check(5_000, 5_001, None);
        check(5_000, -1, None);
        check(i64::MAX, -1, Some("value"));
        check(i64::MAX, 1_000_000_000, Some("value"));
    }

    #[test]
    fn a_full_cache_makes_room() {
        let cache = Cache::new(5_000, 2);
        cache.put("old", 1, LOADED_AT);
        cache.put("young", 2, LOADED_AT.plus_ms(4_000));
        cache.put("new", 3, LOADED_AT.plus_ms(6_000));
        let now = LOADED_AT.plus_ms(6_000);
        assert_eq!(
            ["old", "young", "new"].map(|key| cache.get(&key, now)),
            [None, Some(2), Some(3)]
        );
        cache.put("newest", 4, now);
        assert_eq!(
            ["young", "new", "newest"].map(|key| cache.get(&key, now)),
            [None, None, Some(4)]
        );
    }
}
