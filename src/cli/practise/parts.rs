//! Asking for the parts of an answer, and for what was meant where that is not clear.

use super::say::Terminal;
use crate::cli::Error;
use crate::service::{AskAgain, PartAnswer, PartReply, ProblemView};

impl Terminal {
    /// An answer to every part of a problem; the first one was typed already.
    pub fn ask_parts(
        &mut self,
        problem: &ProblemView,
        first: &str,
    ) -> Result<Vec<PartAnswer>, Error> {
        let mut answers = Vec::new();
        for (at, part) in problem.parts.iter().enumerate() {
            let raw = match at {
                0 => first.to_owned(),
                _ => self.ask_part(part)?.unwrap_or_default(),
            };
            answers.push(PartAnswer {
                part: part.id.clone(),
                raw,
                confirmed: false,
            });
        }
        Ok(answers)
    }

    /// Says what there is to do about an answer, and asks what was meant where it can be read in
    /// more than one way. Whether it can be handed in once more as it stands.
    pub fn settle(
        &mut self,
        replies: &[PartReply],
        answers: &mut [PartAnswer],
    ) -> Result<bool, Error> {
        let (mut confirmed, mut asked) = (false, false);
        for reply in replies {
            match &reply.ask {
                Some(AskAgain::Confirm {
                    understood,
                    message,
                }) => {
                    self.say(message)?;
                    let question =
                        format!("Is {} what you mean? (yes or no) ", understood.text.trim());
                    let said = self.ask(&question)?;
                    let yes = said.is_some_and(|said| said.to_lowercase().starts_with('y'));
                    for answer in answers.iter_mut().filter(|own| own.part == reply.part) {
                        answer.confirmed = yes;
                    }
                    confirmed |= yes;
                    asked |= !yes;
                    if !yes {
                        self.say("Then type it again, with parentheses.")?;
                    }
                }
                Some(ask) => {
                    self.again(ask, &reply.raw)?;
                    asked = true;
                }
                None => {}
            }
        }
        Ok(confirmed && !asked)
    }
}
