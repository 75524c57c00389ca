//! What is seen of pictures and films.

use super::{Eye, Offer};
use survey_model::questionnaire::{ImagePicker, Picture, PictureContent, PictureFit, PictureSize};
use survey_model::text::Text;

/// Pictures to choose from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pictures {
    pub(crate) several: bool,
    /// The text of each stands below it.
    pub(crate) shows_labels: bool,
    /// What each answers, and what is shown of it.
    pub(crate) offers: Vec<(Offer, Drawing)>,
}

/// A picture or film.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Drawing {
    /// Where it is; empty where the owner has given none.
    pub(crate) link: String,
    /// What it shows, for those who do not see it.
    pub(crate) alternative: String,
    /// Its width in CSS pixels, if the owner gives one.
    pub(crate) width: Option<String>,
    /// Its height in CSS pixels, if the owner gives one.
    pub(crate) height: Option<String>,
    /// The class by which it fills its room.
    pub(crate) class: &'static str,
    pub(crate) content: PictureContent,
}

impl Pictures {
    /// Tells whether one is chosen.
    pub(super) fn is_any_chosen(&self) -> bool {
        self.offers.iter().any(|(offer, _)| offer.is_chosen)
    }
}

impl Eye<'_> {
    pub(super) fn picture(&self, picture: &Picture) -> Drawing {
        self.drawing(&picture.link, self.interview.display(&picture.alternative), &picture.size)
    }

    pub(super) fn pictures(&self, picker: &ImagePicker, is_disabled: bool) -> Pictures {
        let nowhere = Text::default();
        let drawn = |offer: Offer| {
            let mut items = picker.choices.items.iter();
            let place = items.position(|item| item.value == offer.value);
            let link = place.and_then(|place| picker.links.get(place)).unwrap_or(&nowhere);
            // Read once, where it is read beside the picture anyway.
            let is_beside = picker.shows_labels && picker.size.content == PictureContent::Image;
            let alternative = if is_beside { String::new() } else { offer.text.clone() };
            let drawing = self.drawing(link, alternative, &picker.size);
            (offer, drawing)
        };
        Pictures {
            several: picker.several,
            shows_labels: picker.shows_labels,
            offers: self.offers(&picker.choices, is_disabled).into_iter().map(drawn).collect(),
        }
    }

    fn drawing(&self, link: &Text, alternative: String, size: &PictureSize) -> Drawing {
        Drawing {
            link: self.interview.display(link).trim().to_owned(),
            alternative,
            width: size.width_px.map(whole),
            height: size.height_px.map(whole),
            class: match size.fit {
                PictureFit::Contain => "picture",
                PictureFit::None => "picture fit-none",
                PictureFit::Cover => "picture fit-cover",
                PictureFit::Fill => "picture fit-fill",
            },
            content: size.content,
        }
    }
}

fn whole(pixels: f64) -> String {
    survey_model::value::Value::Number(pixels.round()).to_text()
}
