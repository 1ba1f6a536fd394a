//! Words that were understood, as they are shown back.

use super::Understood;

impl Understood {
    /// Words, with all that means something in LaTeX or in markup made harmless.
    pub(super) fn words(text: &str) -> Self {
        let mut latex = String::from(r"\text{");
        let mut mathml = String::from("<mtext>");
        for character in text.chars() {
            match character {
                '\\' => latex.push_str(r"\textbackslash{}"),
                '^' => latex.push_str(r"\textasciicircum{}"),
                '~' => latex.push_str(r"\textasciitilde{}"),
                '#' | '$' | '%' | '&' | '_' | '{' | '}' => latex.extend(['\\', character]),
                other => latex.push(other),
            }
            match character {
                '<' => mathml.push_str("&lt;"),
                '>' => mathml.push_str("&gt;"),
                '&' => mathml.push_str("&amp;"),
                other => mathml.push(other),
            }
        }
        latex.push('}');
        mathml.push_str("</mtext>");
        Self {
            text: text.to_owned(),
            latex,
            mathml,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_becomes_markup() {
        let words = Understood::words("50% <b>&amp; {x}");
        assert_eq!(words.text, "50% <b>&amp; {x}");
        assert_eq!(words.latex, r"\text{50\% <b>\&amp; \{x\}}");
        assert_eq!(words.mathml, "<mtext>50% &lt;b&gt;&amp;amp; {x}</mtext>");
    }
}
