//! Ink on a pad: strokes of a pointer, or a typed name, and the picture that they make.

use js_sys::{Array, Uint8Array};
use survey_model::questionnaire::SignatureFormat;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, Event, HtmlCanvasElement, PointerEvent,
};

const INK: &str = "#111";
const PAPER: &str = "#fff";
const PEN_WIDTH: f64 = 2.5;

/// Begins a stroke where the pointer is.
pub(crate) fn begin(event: &Event) {
    let Some((canvas, pointer, context)) = at_work(event) else { return };
    // The stroke goes on when the pointer leaves the pad. A pointer that is gone has no stroke to go on with.
    let _ = canvas.set_pointer_capture(pointer.pointer_id());
    let (x, y) = place(&canvas, &pointer);
    context.begin_path();
    context.move_to(x, y);
    // A tap leaves a dot.
    context.line_to(x, y);
    stroke(&context);
}

/// Goes on with a stroke while the pointer is pressed.
pub(crate) fn go_on(event: &Event) {
    let Some((canvas, pointer, context)) = at_work(event) else { return };
    if pointer.buttons() & 1 == 1 {
        let (x, y) = place(&canvas, &pointer);
        context.line_to(x, y);
        stroke(&context);
    }
}

/// Takes all ink off.
pub(crate) fn clear(canvas: &HtmlCanvasElement) {
    if let Some(context) = context(canvas) {
        context.clear_rect(0.0, 0.0, canvas.width().into(), canvas.height().into());
        context.begin_path();
    }
}

/// Writes a name across an empty pad, as large as it fits.
pub(crate) fn write_name(canvas: &HtmlCanvasElement, name: &str) {
    clear(canvas);
    let Some(context) = context(canvas) else { return };
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    context.set_fill_style_str(INK);
    context.set_text_align("center");
    context.set_text_baseline("middle");
    let font = [&(height * 0.35).round().to_string(), "px cursive"].concat();
    context.set_font(&font);
    // Fails for numbers that are none.
    let _ =
        context.fill_text_with_max_width(name, width / 2.0, height / 2.0, (width - 16.0).max(1.0));
}

/// Makes a picture of what is on a pad; `None` if the browser cannot.
pub(crate) fn picture(canvas: &HtmlCanvasElement, format: SignatureFormat) -> Option<Blob> {
    let context = context(canvas)?;
    if format == SignatureFormat::Jpeg {
        // It has no transparency: without paper below, ink would lie on black.
        context.set_global_composite_operation("destination-over").ok()?;
        context.set_fill_style_str(PAPER);
        context.fill_rect(0.0, 0.0, canvas.width().into(), canvas.height().into());
        context.set_global_composite_operation("source-over").ok()?;
    }
    let drawn = if format == SignatureFormat::Jpeg { "image/jpeg" } else { "image/png" };
    let link = canvas.to_data_url_with_type(drawn).ok()?;
    let options = BlobPropertyBag::new();
    options.set_type(format.media_type());
    if format == SignatureFormat::Svg {
        let (width, height) = (canvas.width().to_string(), canvas.height().to_string());
        let size = [" width=\"", &width, "\" height=\"", &height, "\""].concat();
        let start = "<svg xmlns=\"http://www.w3.org/2000/svg\"";
        let svg = [start, &size, "><image href=\"", &link, "\"", &size, "/></svg>"].concat();
        let parts = Array::of1(&JsValue::from_str(&svg));
        return Blob::new_with_str_sequence_and_options(&parts, &options).ok();
    }
    let (_, encoded) = link.split_once(',')?;
    let binary = web_sys::window()?.atob(encoded).ok()?;
    // Each character of it stands for a byte.
    let bytes: Vec<u8> = binary.chars().filter_map(|c| u8::try_from(u32::from(c)).ok()).collect();
    let parts = Array::of1(&Uint8Array::from(bytes.as_slice()));
    Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()
}

/// How the name of such a picture ends.
pub(crate) fn ending(format: SignatureFormat) -> &'static str {
    match format {
        SignatureFormat::Png => "png",
        SignatureFormat::Jpeg => "jpg",
        SignatureFormat::Svg => "svg",
    }
}

fn at_work(event: &Event) -> Option<(HtmlCanvasElement, PointerEvent, CanvasRenderingContext2d)> {
    let canvas: HtmlCanvasElement = event.target()?.dyn_into().ok()?;
    let context = context(&canvas)?;
    Some((canvas, event.clone().dyn_into().ok()?, context))
}

fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// Where a pointer is, in the canvas's own measure: it may be shown smaller than it is.
fn place(canvas: &HtmlCanvasElement, pointer: &PointerEvent) -> (f64, f64) {
    let shown = f64::from(canvas.client_width().max(1));
    let scale = f64::from(canvas.width()) / shown;
    (f64::from(pointer.offset_x()) * scale, f64::from(pointer.offset_y()) * scale)
}

fn stroke(context: &CanvasRenderingContext2d) {
    context.set_stroke_style_str(INK);
    context.set_line_width(PEN_WIDTH);
    context.set_line_cap("round");
    context.set_line_join("round");
    context.stroke();
}
