//! Waiting, by the browser's timer.

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

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
