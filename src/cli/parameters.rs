//! Reading `PARAMS.json`.

use super::Error;
use crate::research::{FORMAT, Fitted};
use std::fs;
use std::path::Path;

/// Reads what `retake fit --out` wrote.
///
/// # Errors
/// A file that cannot be read, that is no such file, or that is of another version.
pub(super) fn read_parameters(path: &Path) -> Result<Fitted, Error> {
    let text = fs::read_to_string(path).map_err(|error| Error::Read {
        path: path.to_owned(),
        error,
    })?;
    let fitted: Fitted = serde_json::from_str(&text).map_err(|error| Error::Parameters {
        path: path.to_owned(),
        error,
    })?;
    if fitted.format == FORMAT {
        Ok(fitted)
    } else {
        Err(Error::ParameterFormat {
            path: path.to_owned(),
            got: fitted.format,
        })
    }
}
