//! The address of a database, as it is given on the command line.

use crate::store::Error;
use sqlx::sqlite::SqliteConnectOptions;
use std::str::FromStr;

/// What stands behind an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A file, made where there is none.
    File,
    /// A file that is only read.
    ReadOnly,
    /// Forgotten at the end.
    Memory,
}

/// Reads `sqlite:PATH`, `sqlite:PATH?mode=ro` or `sqlite::memory:`.
pub(super) fn read(url: &str) -> Result<(SqliteConnectOptions, Kind), Error> {
    let bad = || Error::Address {
        given: url.to_owned(),
    };
    let (scheme, rest) = url.split_once(':').ok_or_else(bad)?;
    match scheme {
        "sqlite" => {}
        "postgres" | "postgresql" | "mysql" | "mariadb" => {
            return Err(Error::Unsupported {
                scheme: scheme.to_owned(),
            });
        }
        _ => return Err(bad()),
    }
    let (path, mode) = match rest.split_once('?') {
        None => (rest, None),
        Some((path, query)) => (path, Some(query)),
    };
    let kind = match (path.trim_start_matches("//"), mode) {
        ("", _) => return Err(bad()),
        (":memory:", None) => Kind::Memory,
        (_, None | Some("mode=rwc")) => Kind::File,
        (_, Some("mode=ro")) => Kind::ReadOnly,
        _ => return Err(bad()),
    };
    let options = SqliteConnectOptions::from_str(url).map_err(|_| bad())?;
    Ok((options, kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_it_is_or_what_to_write() {
        let kind = |url| read(url).map(|(_, kind)| kind);
        assert_eq!(kind("sqlite:retake.db").unwrap(), Kind::File);
        assert_eq!(kind("sqlite:///var/retake.db").unwrap(), Kind::File);
        assert_eq!(kind("sqlite:retake.db?mode=ro").unwrap(), Kind::ReadOnly);
        assert_eq!(kind("sqlite::memory:").unwrap(), Kind::Memory);
        for bad in [
            "",
            "retake.db",
            "sqlite:",
            "sqlite://",
            "http://x",
            "sqlite:a?mode=rx",
        ] {
            assert_eq!(
                kind(bad).unwrap_err().to_string(),
                format!(
                    "`{bad}` is not the address of a database; write `sqlite:` and a file's path, such as `sqlite:retake.db`"
                )
            );
        }
        assert!(matches!(
            kind("postgres://localhost/x"),
            Err(Error::Unsupported { .. })
        ));
    }
}
