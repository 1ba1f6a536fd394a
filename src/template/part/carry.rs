//! Error carried forward: an answer that is right for what the learner found before is right.

use super::{Memo, Part, question};
use crate::answer::{self, Credit, Marking, Outcome, Question};
use crate::base::{Locale, PartId};
use crate::math::Rational;
use crate::template::instance::ItemInstance;
use crate::template::item_template::ItemTemplate;
use crate::template::program::{Flow, Registers};
use crate::template::tuple::whole;

/// What is told of an answer that is right for an earlier one only.
const FOLLOWS: &str = "This follows from your earlier answer.";

impl ItemInstance {
    /// Marks the responses to some of its parts, or to all.
    ///
    /// Each is compared with the key; where that depends on what is found in earlier parts, and the
    /// response is not right, also with what the key would be for what the learner found there.
    /// Right for one of the two is right. `template` is the one the instance is of.
    pub fn mark(
        &self,
        template: &ItemTemplate,
        responses: &[(PartId, &str)],
    ) -> Vec<(PartId, Marking)> {
        let response = |id: &PartId| responses.iter().find(|(part, _)| part == id);
        let mut carried = None;
        let mut marked = Vec::new();
        for (at, part) in self.parts.iter().enumerate() {
            let Some((_, raw)) = response(&part.id) else {
                continue;
            };
            let mut marking = answer::mark(&part.question, raw);
            let follows = template.parts.get(at).is_some_and(|part| part.follows);
            if follows && matches!(marking.outcome, Outcome::Wrong { .. }) {
                let questions = carried.get_or_insert_with(|| self.carried(template, responses));
                if let Some(Some(question)) = questions.get(at) {
                    marking = follow(marking, question, raw);
                }
            }
            marked.push((part.id.clone(), marking));
        }
        marked
    }

    /// For each part that follows from others what it asks of who found these answers before;
    /// `None` where that has no value.
    fn carried(
        &self,
        template: &ItemTemplate,
        responses: &[(PartId, &str)],
    ) -> Vec<Option<Question>> {
        let Some(mut registers) = whole(template, &self.pinned) else {
            return Vec::new();
        };
        let parts = template.parts.iter().zip(&self.parts);
        let questions = parts.map(|(part, instance)| {
            let done = registers.run(&template.program, &part.block) == Flow::Done;
            let question = (done && part.follows)
                .then(|| self.asked(template, part, instance.question.locale, &registers));
            if let Some(register) = part.found {
                let raw = responses.iter().find(|(id, _)| *id == instance.id);
                let found = raw.and_then(|(_, raw)| answer::found(&instance.question, raw));
                let found = found.or_else(|| true_key(&instance.question));
                if let Some(found) = found {
                    registers.numbers[usize::from(register)] = found;
                }
            }
            question
        });
        questions.collect()
    }

    fn asked(
        &self,
        template: &ItemTemplate,
        part: &Part,
        locale: Locale,
        registers: &Registers<Rational>,
    ) -> Question {
        let classes = part.candidates.classes(registers, &mut Memo::default());
        Question {
            locale,
            wrong_form_credit: part.wrong_form_credit,
            ..question(
                &part.candidates,
                &classes,
                &[],
                &template.symbols,
                registers,
            )
        }
    }
}

/// What is found where nothing was given.
fn true_key(question: &Question) -> Option<Rational> {
    match &question.key {
        answer::Value::Number(key) => Some(key.clone()),
        _ => None,
    }
}

/// The marking against what follows, where that says more than the marking against the key.
fn follow(marking: Marking, question: &Question, raw: &str) -> Marking {
    let carried = answer::mark(question, raw);
    let says_more = match &carried.outcome {
        Outcome::Right | Outcome::RightValueWrongForm => true,
        Outcome::Wrong { misconceptions } => {
            !misconceptions.is_empty() && marking.outcome.misconceptions().is_empty()
        }
        Outcome::Unreadable { .. } => false,
    };
    if !says_more {
        return marking;
    }
    match carried.outcome {
        Outcome::Right => Marking {
            credit: Credit::FULL,
            message: Some(FOLLOWS.to_owned()),
            ..carried
        },
        _ => carried,
    }
}
