//! Waiting by the browser's timer, and work that goes on meanwhile.

use js_sys::Promise;
use std::pin::Pin;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Waits. Returns at once where there is no window.
pub async fn sleep_ms(ms: u32) {
    let wait = Promise::new(&mut |resolve, _| {
        let ms = i32::try_from(ms).unwrap_or(i32::MAX);
        let set = web_sys::window().map(|window| {
            window
                .set_timeout_with_callback_and_timeout_and_arguments_0(resolve.unchecked_ref(), ms)
        });
        if !matches!(set, Some(Ok(_))) {
            // Without a timer, going on at once is better than never.
            let _ = resolve.call0(&wasm_bindgen::JsValue::NULL);
        }
    });
    // The promise has no way to fail.
    let _ = JsFuture::from(wait).await;
}

/// Starts work that goes on by itself, after all that waits for its turn already, such as redrawing what has changed, and
/// before the next event. Boxed, because each kind of task would bring an executor of its own.
pub fn spawn(work: impl Future<Output = ()> + 'static) {
    let work: Pin<Box<dyn Future<Output = ()>>> = Box::pin(work);
    spawn_local(work);
}
