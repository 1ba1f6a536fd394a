//! The competency maps with a learner's state on them.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::base::Locale;
use crate::service::{CompetencyView, Overview, PlacementOffer, Service, Status};

use super::drawing::{self, Drawing};
use super::fault::Fault;
use super::frame::Frame;
use super::language::{self, Language};
use super::learner::Learner;
use super::{show, words};

/// All maps of the installation.
#[derive(Debug, Template)]
#[template(path = "map.html")]
pub struct MapPage {
    /// The page's header.
    pub frame: Frame,
    /// One map a bank.
    pub sections: Vec<Section>,
    /// The languages that some bank speaks.
    pub languages: Vec<Locale>,
    /// The one problems are asked for in.
    pub wished: Option<Locale>,
}

impl MapPage {
    fn is_wished(&self, locale: &Locale) -> bool {
        match self.wished {
            Some(wished) => wished == *locale,
            None => self.languages.first() == Some(locale),
        }
    }
}

/// `GET /map`
pub async fn get(
    State(service): State<Service>,
    Learner(learner): Learner,
    Language(wished): Language,
) -> Result<Response, Fault> {
    let mut sections = Vec::new();
    for bank in service.banks() {
        sections.push(Section::of(service.overview(&learner, &bank.id).await?));
    }
    let frame = Frame {
        learner: Some(learner),
        on_map: true,
        ..Frame::default()
    };
    let mut languages: Vec<Locale> = Vec::new();
    for locale in service.banks().iter().flat_map(|bank| &bank.languages) {
        if !languages.contains(locale) {
            languages.push(*locale);
        }
    }
    show(&MapPage {
        frame,
        sections,
        wished,
        languages,
    })
}

/// What a map says of finding out where to begin.
fn offer_words(offer: &PlacementOffer) -> String {
    match offer {
        PlacementOffer::New { questions } => {
            format!("Know some of this already? Up to {questions} questions find it out.")
        }
        PlacementOffer::UnderWay { .. } => "You were finding out where to begin.".to_owned(),
        PlacementOffer::Done { .. } => "You have found out where to begin.".to_owned(),
    }
}

/// What leads there.
const fn offer_button(offer: &PlacementOffer) -> &'static str {
    match offer {
        PlacementOffer::New { .. } => "Find out where to begin",
        PlacementOffer::UnderWay { .. } => "Go on with the questions",
        PlacementOffer::Done { .. } => "See what it showed",
    }
}

/// One bank's map.
#[derive(Debug)]
pub struct Section {
    /// What it shows.
    pub overview: Overview,
    /// The cards, a row for each step.
    pub rows: Vec<Vec<CompetencyView>>,
    /// The lines between them.
    pub drawing: Drawing,
    next: Option<CompetencyView>,
}

impl Section {
    /// Lays a map out.
    pub fn of(overview: Overview) -> Self {
        let all = &overview.competencies;
        let place = |id| all.iter().position(|competency| competency.id == id);
        let needs: Vec<Vec<usize>> = all
            .iter()
            .map(|competency| {
                let links = competency.prerequisites.iter();
                links.filter_map(|link| place(link.id.clone())).collect()
            })
            .collect();
        let is_met = |c: &CompetencyView| matches!(c.status, Status::Proficient | Status::Inferred);
        let met: Vec<bool> = all.iter().map(is_met).collect();
        let rows = drawing::rows(&needs);
        let drawing = drawing::draw(&rows, &needs, &met);
        let pick = |row: &Vec<usize>| row.iter().filter_map(|&n| all.get(n).cloned()).collect();
        let next = overview.recommended.clone().and_then(place);
        Self {
            rows: rows.iter().map(pick).collect(),
            next: next.and_then(|n| all.get(n).cloned()),
            drawing,
            overview,
        }
    }

    fn proficient(&self) -> usize {
        let all = self.overview.competencies.iter();
        all.filter(|c| c.status == Status::Proficient).count()
    }

    /// Whether a card is the one to go on with.
    pub fn is_next(&self, card: &CompetencyView) -> bool {
        self.overview.recommended.as_ref() == Some(&card.id)
    }
}
