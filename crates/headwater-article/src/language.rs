//! The language of a text, where nothing on the page tells.

use whichlang::{Lang, detect_language};

/// Words of the report that are enough to tell its language.
const SAMPLE: usize = 4000;

/// BCP 47 tag of a text's language; none for a text too short to tell.
pub(crate) fn language(text: &str) -> Option<String> {
    let sample = &text[..crate::dateline::floor(text, SAMPLE)];
    if sample.chars().filter(|c| c.is_alphabetic()).count() < 20 {
        return None;
    }
    let tag = match detect_language(sample) {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    };
    Some(tag.to_owned())
}
