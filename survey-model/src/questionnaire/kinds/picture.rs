//! Pictures and films: shown between questions, and to choose from.

use super::choices::{Choices, ListKind};
use crate::compiled::compiled;
use crate::document::Node;
use crate::fetched;
use crate::limits;
use crate::questionnaire::parse::Defaults;
use crate::questionnaire::reader::{Reader, find};
use crate::text::Text;
use crate::value::Value;

/// A picture or film between questions; takes no answer.
#[derive(Clone, Debug, Default)]
pub struct Picture {
    /// Where it is.
    pub link: Text,
    /// What it shows, for those who do not see it.
    pub alternative: Text,
    /// How large it is.
    pub size: PictureSize,
}

compiled!(struct Picture { link, alternative, size });

/// How large a picture is shown.
#[derive(Clone, Debug, Default)]
pub struct PictureSize {
    /// The width in CSS pixels.
    pub width_px: Option<f64>,
    /// The height in CSS pixels.
    pub height_px: Option<f64>,
    /// How it fills that room.
    pub fit: PictureFit,
    /// What the link leads to.
    pub content: PictureContent,
}

compiled!(struct PictureSize { width_px, height_px, fit, content });

/// How a picture fills its room: the CSS `object-fit`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the CSS word of the same name")]
pub enum PictureFit {
    #[default]
    Contain,
    None,
    Cover,
    Fill,
}

compiled!(
    enum PictureFit {
        Contain,
        None,
        Cover,
        Fill,
    }
);

/// What a link leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PictureContent {
    /// A picture.
    #[default]
    Image,
    /// A film, as a file.
    Video,
    /// A film on `YouTube`.
    YouTube,
}

compiled!(
    enum PictureContent {
        Image,
        Video,
        YouTube,
    }
);

/// How the address of a film ends.
const FILM_FILES: [&str; 6] = [".mp4", ".mov", ".wmv", ".flv", ".avi", ".mkv"];

/// The hosts of `YouTube`.
const YOUTUBE: [&str; 5] =
    ["www.youtube.com", "m.youtube.com", "youtube.com", "youtu.be", "www.youtube-nocookie.com"];

impl PictureContent {
    /// Tells what an address leads to, where the definition does not say.
    fn at(link: &str) -> Self {
        let link = link.trim().to_ascii_lowercase();
        let host = link.split_once("//").and_then(|(_, rest)| rest.split(['/', '?']).next());
        if host.is_some_and(|host| YOUTUBE.contains(&host)) {
            PictureContent::YouTube
        } else if FILM_FILES.iter().any(|end| link.ends_with(end)) {
            PictureContent::Video
        } else {
            PictureContent::Image
        }
    }
}

/// Pictures or films to choose from.
#[derive(Clone, Debug, Default)]
pub struct ImagePicker {
    /// The choices.
    pub choices: Choices,
    /// For each item of the choices, where its picture is.
    pub links: Vec<Text>,
    /// Any number of them can be chosen.
    pub several: bool,
    /// The text of a choice stands below its picture.
    pub shows_labels: bool,
    /// How large the pictures are.
    pub size: PictureSize,
}

compiled!(struct ImagePicker { choices, links, several, shows_labels, size });

impl Picture {
    pub(super) fn read(reader: &mut Reader, node: &Node<'_, '_>) -> Self {
        let link = link(reader, node);
        let mut size = PictureSize::read(reader, node);
        if matches!(reader.word(node, &["contentMode"]), None | Some("auto")) {
            size.content = PictureContent::at(link.wordings().next().unwrap_or_default());
        }
        Picture { link, alternative: reader.wording(node, &["altText", "text"]), size }
    }
}

impl ImagePicker {
    pub(super) fn read(reader: &mut Reader, node: &Node<'_, '_>, defaults: &Defaults) -> Self {
        let choices = Choices::read(reader, node, defaults, ListKind::ImagePicker);
        let mut links = vec![Text::default(); choices.items.len()];
        let mut read_links = |reader: &mut Reader, node: &Node<'_, '_>, list| {
            reader.each(node, &[list], limits::CHOICES, |reader, item| {
                let value = item.member("value").map(|value| value.value());
                if let Some(place) = choices.items.iter().position(|it| Some(&it.value) == value) {
                    links[place] = link(reader, item);
                }
            });
        };
        read_links(reader, node, "choices");
        if let Some(by_url) = find(node, &["choicesByUrl"]) {
            read_links(reader, &by_url, fetched::ITEMS);
        }
        ImagePicker {
            links,
            several: reader.flag(node, &["multiSelect"]).unwrap_or(false),
            shows_labels: reader.flag(node, &["showLabel"]).unwrap_or(false),
            size: PictureSize::read(reader, node),
            choices,
        }
    }
}

impl PictureSize {
    fn read(reader: &mut Reader, node: &Node<'_, '_>) -> Self {
        PictureSize {
            width_px: pixels(node, "imageWidth"),
            height_px: pixels(node, "imageHeight"),
            fit: match reader.word(node, &["imageFit"]) {
                Some("none") => PictureFit::None,
                Some("cover") => PictureFit::Cover,
                Some("fill") => PictureFit::Fill,
                _ => PictureFit::Contain,
            },
            content: match reader.word(node, &["contentMode"]) {
                Some("video") => PictureContent::Video,
                Some("youtube") => PictureContent::YouTube,
                _ => PictureContent::Image,
            },
        }
    }
}

/// Reads a size such as `150`, `"150"` or `"150px"`; other units are left to the widget's own size.
fn pixels(node: &Node<'_, '_>, property: &str) -> Option<f64> {
    match node.member(property)?.value() {
        Value::Number(pixels) => Some(*pixels),
        Value::String(text) => text.trim_end_matches("px").trim().parse().ok(),
        _ => None,
    }
    .filter(|pixels: &f64| pixels.is_finite() && *pixels > 0.0)
}

/// Reads the address of a picture. Anything but an address of the web or a picture in place is left out, so that no
/// link can run a script.
fn link(reader: &mut Reader, node: &Node<'_, '_>) -> Text {
    let link = reader.wording(node, &["imageLink"]);
    if link.wordings().all(is_harmless) {
        return link;
    }
    if let Some(given) = find(node, &["imageLink"]) {
        let message =
            "A picture's address begins with https:, http: or data:image/, or is relative.";
        reader.problem(given.pointer(), "unsafe-link", message);
    }
    Text::default()
}

fn is_harmless(link: &str) -> bool {
    let link = link.trim();
    let scheme = link.split(['/', '?', '#']).next().unwrap_or_default().split_once(':');
    match scheme.map(|(scheme, _)| scheme.to_ascii_lowercase()).as_deref() {
        None | Some("https" | "http") => !link.contains(char::is_control),
        Some("data") => {
            link.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("data:image/"))
        }
        Some(_) => false,
    }
}
