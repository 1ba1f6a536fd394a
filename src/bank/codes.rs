//! Every finding about a bank as a whole. Codes are stable: one that is no longer used is not
//! given out again.

use crate::base::Code;

/// A file or folder that cannot be read.
pub(super) const UNREADABLE: Code = Code("B001");
/// A link that leads out of the bank.
pub(super) const OUTSIDE: Code = Code("B002");
/// A folder without `bank.toml`, or a file that is no template.
pub(super) const NO_BANK: Code = Code("B003");
/// A file or folder whose name cannot be an id.
pub(super) const NAME: Code = Code("B004");
/// Two banks with one id.
pub(super) const DUPLICATE_BANK: Code = Code("B005");
/// A folder that no competency names.
pub(super) const UNLISTED_FOLDER: Code = Code("B006");
/// A competency without templates.
pub(super) const NO_TEMPLATES: Code = Code("B007");
/// A prerequisite that is no competency of the bank.
pub(super) const UNKNOWN_PREREQUISITE: Code = Code("B008");
/// A prerequisite named twice.
pub(super) const REPEATED_PREREQUISITE: Code = Code("B009");
/// Competencies that are prerequisites of one another.
pub(super) const CYCLE: Code = Code("B010");
/// A parameter or criterion that cannot be used.
pub(super) const PARAMETER: Code = Code("B011");
/// A criterion that a competency can never meet.
pub(super) const UNREACHABLE: Code = Code("B012");
/// A template with fewer problems than its criterion could need.
pub(super) const FEW_PROBLEMS: Code = Code("B013");
/// A language that is not known.
pub(super) const LANGUAGE: Code = Code("B014");
/// A stem that is much harder to read than the grades of the bank.
pub(super) const HARD_TO_READ: Code = Code("B016");
/// A stratum with fewer problems than the criterion could need of it.
pub(super) const FEW_IN_STRATUM: Code = Code("B018");
/// School grades that are no range.
pub(super) const GRADE: Code = Code("B017");
/// A template without a translation into a language of its bank.
pub(super) const UNTRANSLATED: Code = Code("B015");
/// A rubric for a competency that the bank does not have.
pub(super) const RUBRIC: Code = Code("B019");
/// A file that holds no fitted parameters.
pub(super) const FITTED: Code = Code("B020");
/// Parameters of a model that practice cannot use.
pub(super) const FITTED_MODEL: Code = Code("B021");
/// Parameters whose log was coded otherwise than practice codes, or does not say how.
pub(super) const FITTED_CODING: Code = Code("B022");
/// A fitted skill that is no competency, or is two.
pub(super) const FITTED_SKILL: Code = Code("B023");
/// A fitted value that practice cannot use.
pub(super) const FITTED_VALUE: Code = Code("B024");
/// An intervention that cannot be used.
pub(super) const INTERVENTION: Code = Code("B025");
/// Costs that make no sense.
pub(super) const COSTS: Code = Code("B026");
/// Learner types that make no sense.
pub(super) const LEARNERS: Code = Code("B027");
/// Costs and parameters by which nothing can be weighed.
pub(super) const WORLD: Code = Code("B028");
/// Costs by which mastery is declared of those who likely do not know.
pub(super) const GIVES_UP: Code = Code("B029");
/// A placement that cannot be made as it is described, or on this map.
pub(super) const PLACEMENT: Code = Code("B030");
/// Costs by which teachers are asked for more often than they have time.
pub(super) const VISITS: Code = Code("B031");
/// Numbers by which nothing can be reviewed.
pub(super) const REVIEW: Code = Code("B032");
/// A criterion that too many meet who only guess.
pub(super) const LUCKY: Code = Code("B033");
/// A criterion that too few meet who know.
pub(super) const HELD_UP: Code = Code("B034");
/// A criterion too intricate to be followed exactly.
pub(super) const INTRICATE: Code = Code("B035");
