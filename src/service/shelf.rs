//! The exact text a problem came from, compiled: from the bank as it is loaded, else from the
//! sources kept.

use super::{Error, Service};
use crate::base::{Locale, TemplateId};
use crate::store::{Administration, SourceHash};
use crate::template::{ItemInstance, ItemTemplate, TemplateSource};
use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

/// Templates of earlier banks kept compiled at the same time; beyond it all are let go, and
/// compiled again when asked for.
const ROOM: usize = 256;

/// Templates that no loaded bank holds any more.
#[derive(Default)]
pub(super) struct Shelf {
    templates: Mutex<HashMap<(TemplateId, SourceHash), Arc<ItemTemplate>>>,
}

impl Shelf {
    fn get(&self, name: &(TemplateId, SourceHash)) -> Option<Arc<ItemTemplate>> {
        // A map of finished templates is whole even if somebody panicked beside it.
        let templates = self
            .templates
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        templates.get(name).cloned()
    }

    fn put(&self, name: (TemplateId, SourceHash), template: Arc<ItemTemplate>) {
        let mut templates = self
            .templates
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if templates.len() >= ROOM {
            templates.clear();
        }
        templates.insert(name, template);
    }
}

/// A template of a loaded bank, or one kept.
pub(super) enum Template<'a> {
    Loaded(&'a ItemTemplate),
    Kept(Arc<ItemTemplate>),
}

impl Deref for Template<'_> {
    type Target = ItemTemplate;

    fn deref(&self) -> &ItemTemplate {
        match self {
            Self::Loaded(template) => template,
            Self::Kept(template) => template,
        }
    }
}

/// A problem as it was given: its template, its values, and the language it speaks.
pub(super) struct Problem<'a> {
    pub(super) template: Template<'a>,
    pub(super) instance: ItemInstance,
    pub(super) locale: Locale,
}

impl<'a> Problem<'a> {
    /// Answers are read as the language writes numbers.
    pub(super) fn new(template: Template<'a>, mut instance: ItemInstance, locale: Locale) -> Self {
        for part in &mut instance.parts {
            part.question.locale = locale;
        }
        Self {
            template,
            instance,
            locale,
        }
    }
}

impl Service {
    /// The very problem of an administration, whatever has become of the bank since.
    pub(super) async fn problem_of(&self, given: &Administration) -> Result<Problem<'_>, Error> {
        let unusable = |detail: String| Error::Unusable {
            administration: given.id,
            detail,
        };
        let template = self.template_of(given).await?.map_err(unusable)?;
        let pinned = serde_json::from_str(&given.pinned).map_err(|e| unusable(e.to_string()))?;
        let instance = template.instance(&pinned);
        let instance = instance.map_err(|error| unusable(error.to_string()))?;
        Ok(Problem::new(
            template,
            instance,
            given
                .language
                .unwrap_or_else(|| self.locale(&given.place.bank)),
        ))
    }

    async fn template_of(
        &self,
        given: &Administration,
    ) -> Result<Result<Template<'_>, String>, Error> {
        let loaded = self
            .bank(&given.place.bank)
            .ok()
            .and_then(|bank| bank.template(&given.template))
            .filter(|template| SourceHash::of(template.whole_source().text()) == given.source);
        if let Some(template) = loaded {
            return Ok(Ok(Template::Loaded(template)));
        }
        let name = (given.template.clone(), given.source);
        if let Some(template) = self.shelf.get(&name) {
            return Ok(Ok(Template::Kept(template)));
        }
        let Some(text) = self.store.snapshot().await?.source(&given.source).await? else {
            return Ok(Err("its source is missing".to_owned()));
        };
        let source = TemplateSource::parse(&format!("{}.md", given.template), &text);
        let (template, findings) = ItemTemplate::compile(given.template.clone(), source);
        let Some(template) = template else {
            let first = findings.into_iter().find(|finding| finding.is_error());
            let why = first.map_or_else(|| "it does not compile".to_owned(), |f| f.message);
            return Ok(Err(why));
        };
        let template = Arc::new(template);
        self.shelf.put(name, template.clone());
        Ok(Ok(Template::Kept(template)))
    }
}
