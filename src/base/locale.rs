//! How a language writes numbers and lists.

use serde::{Deserialize, Deserializer, Serialize, de::Error};

/// A language and its marks: data only, read by the parser of answers and by the printers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(into = "String")]
pub struct Locale {
    /// The two-letter language code.
    pub language: &'static str,
    /// Between units and tenths.
    pub decimal_mark: char,
    /// Between groups of three digits.
    pub group_mark: char,
    /// Before the last element of a list, such as “and”.
    pub conjunction: &'static str,
}

impl Locale {
    /// English.
    pub const ENGLISH: Self = Self {
        language: "en",
        decimal_mark: '.',
        group_mark: ',',
        conjunction: "and",
    };

    /// Every locale known.
    pub const ALL: [Self; 4] = [
        Self::ENGLISH,
        Self {
            language: "es",
            decimal_mark: ',',
            group_mark: '.',
            conjunction: "y",
        },
        Self {
            language: "de",
            decimal_mark: ',',
            group_mark: '.',
            conjunction: "und",
        },
        Self {
            language: "fr",
            decimal_mark: ',',
            group_mark: '\u{202f}',
            conjunction: "et",
        },
    ];

    /// The locale of a two-letter language code.
    pub fn of(language: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|locale| locale.language == language)
    }
}

impl Default for Locale {
    fn default() -> Self {
        Self::ENGLISH
    }
}

impl TryFrom<String> for Locale {
    type Error = String;

    fn try_from(language: String) -> Result<Self, String> {
        Self::of(&language).ok_or_else(|| format!("the language `{language}` is not known"))
    }
}

// By hand: the derived one would ask for text that lives for ever, as the marks do.
impl<'de> Deserialize<'de> for Locale {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let language = String::deserialize(deserializer)?;
        Self::try_from(language).map_err(D::Error::custom)
    }
}

impl From<Locale> for String {
    fn from(locale: Locale) -> Self {
        locale.language.to_owned()
    }
}
