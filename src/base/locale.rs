//! How a language writes numbers and lists.

use serde::{Deserialize, Deserializer, Serialize, de::Error};

/// A language and its marks: data only, read by the parser of answers and by the printers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(into = "String")]
pub struct Locale {
    /// The two-letter language code.
    pub language: &'static str,
    /// What its speakers call it.
    pub name: &'static str,
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
        name: "English",
        decimal_mark: '.',
        group_mark: ',',
        conjunction: "and",
    };

    /// Every locale known.
    pub const ALL: [Self; 6] = [
        Self::ENGLISH,
        Self {
            language: "es",
            name: "Español",
            decimal_mark: ',',
            group_mark: '.',
            conjunction: "y",
        },
        Self {
            language: "de",
            name: "Deutsch",
            decimal_mark: ',',
            group_mark: '.',
            conjunction: "und",
        },
        Self {
            language: "fr",
            name: "Français",
            decimal_mark: ',',
            group_mark: '\u{202f}',
            conjunction: "et",
        },
        Self {
            language: "pt",
            name: "Português",
            decimal_mark: ',',
            group_mark: '.',
            conjunction: "e",
        },
        Self {
            language: "it",
            name: "Italiano",
            decimal_mark: ',',
            group_mark: '.',
            conjunction: "e",
        },
    ];

    /// The locale of a two-letter language code.
    pub fn of(language: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|locale| locale.language == language)
    }

    /// The word before the last element of a list, where that is `next`: in Spanish `y` becomes `e`
    /// before the sound of i, as in “padres e hijos”, but not in “agua y hielo”.
    pub fn conjunction_before(self, next: &str) -> &'static str {
        if self.language != "es" {
            return self.conjunction;
        }
        let mut letters = next.trim_start().chars().flat_map(char::to_lowercase);
        let first = match letters.next() {
            Some('h') => letters.next(),
            other => other,
        };
        let is_glide = letters.next().is_some_and(|c| "aeoáéó".contains(c));
        if matches!(first, Some('i' | 'í')) && !is_glide {
            "e"
        } else {
            self.conjunction
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spanish_says_e_before_the_sound_of_i() {
        let spanish = Locale::of("es").unwrap();
        for (next, expected) in [
            ("hijos", "e"),
            ("Italia", "e"),
            ("ínsulas", "e"),
            ("hielo", "y"),
            ("iones", "y"),
            ("agua", "y"),
            ("hoja", "y"),
            ("3", "y"),
            ("", "y"),
        ] {
            assert_eq!(spanish.conjunction_before(next), expected, "{next}");
        }
        assert_eq!(Locale::ENGLISH.conjunction_before("ice"), "and");
    }
}
