//! What there is to cover.

use crate::base::TemplateId;

/// The templates of a competency, each with the number of its strata.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    templates: Vec<(TemplateId, u32)>,
}

impl Scope {
    /// These templates with their numbers of strata.
    pub fn new(templates: impl IntoIterator<Item = (TemplateId, u32)>) -> Self {
        Self {
            templates: templates.into_iter().collect(),
        }
    }

    pub(super) fn templates(&self) -> Vec<TemplateId> {
        let names = self.templates.iter().map(|(template, _)| template.clone());
        names.collect()
    }

    pub(super) fn strata(&self) -> Vec<(TemplateId, u32)> {
        let of = |(template, strata): &(TemplateId, u32)| {
            let template = template.clone();
            (0..*strata).map(move |stratum| (template.clone(), stratum))
        };
        self.templates.iter().flat_map(of).collect()
    }

    /// How many templates there are.
    pub fn template_count(&self) -> u32 {
        u32::try_from(self.templates.len()).unwrap_or(u32::MAX)
    }

    /// How many strata there are in all.
    pub fn stratum_count(&self) -> u32 {
        let strata = self.templates.iter().map(|(_, strata)| *strata);
        strata.fold(0, u32::saturating_add)
    }
}
