//! The paths in a source text that name a folder of the crate, by a reading of its words alone.

/// A path from the crate's root: its first name and where it stands.
pub struct Place {
    pub first: String,
    pub line: usize,
}

/// The words of a source text, without its comments.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    lex(text).into_iter().map(|token| token.text)
}

/// A source text without comments, line ends and blanks.
pub fn without_space(text: &str) -> String {
    words(text).collect()
}

/// Every path that leads to the crate's root, in a file at `modules`.
pub fn paths(text: &str, modules: &[String]) -> Vec<Place> {
    let mut found = Vec::new();
    let mut nesting = modules.to_vec();
    // One entry a brace: whether it opened a module.
    let mut braces = Vec::new();
    let tokens = lex(text);
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let follows = |n: usize, text: &str| tokens.get(at + n).is_some_and(|t| t.text == text);
        match token.text.as_str() {
            "mod" if follows(2, "{") => {
                nesting.push(tokens[at + 1].text.clone());
                braces.push(true);
                at += 2;
            }
            "{" => braces.push(false),
            "}" => {
                let closes_module = braces.pop() == Some(true);
                nesting.truncate(nesting.len() - usize::from(closes_module));
            }
            "crate" | "retake" if follows(1, "::") => {
                firsts(&tokens, at + 2, &mut found);
                at += 1;
            }
            "crate" if follows(1, "as") => found.push(Place {
                first: "crate as".to_owned(),
                line: token.line,
            }),
            "super" => {
                let mut steps = 1;
                while follows(2 * steps, "super") && follows(2 * steps - 1, "::") {
                    steps += 1;
                }
                let last = at + 2 * steps - 1;
                match nesting.len().checked_sub(steps) {
                    Some(0) => firsts(&tokens, last + 1, &mut found),
                    Some(_) => found.push(Place {
                        first: nesting[0].clone(),
                        line: token.line,
                    }),
                    // Above the root: the compiler refuses it.
                    None => {}
                }
                at = last;
            }
            quoted if quoted.starts_with('"') => {
                let path = quoted.trim_matches('"');
                if path.starts_with("crate::") || path.starts_with("super::") {
                    let places = paths(path, &nesting);
                    found.extend(places.into_iter().map(|place| Place {
                        line: token.line,
                        ..place
                    }));
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// The first names behind `crate::`: one, or those of a group.
fn firsts(tokens: &[Token], at: usize, found: &mut Vec<Place>) {
    let Some(token) = tokens.get(at) else { return };
    if token.text != "{" {
        found.push(Place {
            first: token.text.clone(),
            line: token.line,
        });
        return;
    }
    let mut depth = 0;
    let mut begins = false;
    for token in &tokens[at..] {
        match token.text.as_str() {
            "{" => {
                depth += 1;
                begins = depth == 1;
            }
            "}" => {
                depth -= 1;
                if depth == 0 {
                    return;
                }
            }
            "," => begins = depth == 1,
            first if begins => {
                found.push(Place {
                    first: first.to_owned(),
                    line: token.line,
                });
                begins = false;
            }
            _ => {}
        }
    }
}

struct Token {
    text: String,
    line: usize,
}

/// Words, `::`, quoted strings and single marks; comments, characters and raw strings are dropped.
fn lex(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let mut line = 1;
    while let Some(first) = rest.chars().next() {
        let len = token_len(rest, first);
        let (token, behind) = rest.split_at(len);
        let dropped = first.is_whitespace()
            || ["//", "/*", "'", "r\"", "r#\""]
                .iter()
                .any(|mark| token.starts_with(mark));
        if !dropped {
            tokens.push(Token {
                text: token.to_owned(),
                line,
            });
        }
        line += token.matches('\n').count();
        rest = behind;
    }
    tokens
}

fn token_len(rest: &str, first: char) -> usize {
    let until = |mark: &str| {
        rest[2..]
            .find(mark)
            .map_or(rest.len(), |at| at + 2 + mark.len())
    };
    let word = |c: char| c.is_alphanumeric() || c == '_';
    if rest.starts_with("//") {
        rest.find('\n').unwrap_or(rest.len())
    } else if rest.starts_with("/*") {
        until("*/")
    } else if rest.starts_with("r#\"") {
        until("\"#")
    } else if rest.starts_with("r\"") {
        until("\"")
    } else if first == '"' {
        quoted_len(rest)
    } else if first == '\'' {
        character_len(rest)
    } else if rest.starts_with("::") {
        2
    } else if word(first) {
        rest.find(|c| !word(c)).unwrap_or(rest.len())
    } else {
        first.len_utf8()
    }
}

fn quoted_len(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// A character such as `'{'`, or the mark of a lifetime alone.
fn character_len(rest: &str) -> usize {
    let mut inside = rest.char_indices().skip(1);
    match (inside.next(), inside.next()) {
        (Some((_, '\\')), Some((escaped, c))) => {
            let from = escaped + c.len_utf8();
            rest[from..].find('\'').map_or(1, |at| from + at + 1)
        }
        (Some(_), Some((end, '\''))) => end + 1,
        _ => 1,
    }
}
