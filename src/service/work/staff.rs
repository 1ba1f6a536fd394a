//! Who may mark: codes that let in once, and the sessions they begin.

use super::super::{Error, Service};
use crate::base::{Secret, StaffId, Timestamp};
use crate::store::Sealed;
use std::net::IpAddr;

/// How long a code waits to be used, in milliseconds: three days.
const CODE_MS: i64 = 3 * 86_400_000;

/// How long a session lasts, in milliseconds: 90 days.
const SESSION_MS: i64 = 90 * 86_400_000;

/// Digits of a code: 80 random bits.
const CODE_DIGITS: usize = 20;

/// Somebody of the staff who signed in: there is no other way to come by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    name: StaffId,
}

impl Staff {
    /// The name.
    pub const fn name(&self) -> &StaffId {
        &self.name
    }
}

impl Service {
    /// Makes a code by which somebody of the staff can sign in once, within three days. Only a hash
    /// of it is kept.
    ///
    /// # Errors
    /// There is no randomness, or the database cannot be written.
    pub async fn invite(&self, staff: &StaffId) -> Result<String, Error> {
        let digits: String = random()?.chars().take(CODE_DIGITS).collect();
        let now = (self.clock)();
        self.store.invite(staff, &Sealed::of(&digits), now).await?;
        let mut code = String::with_capacity(CODE_DIGITS + 3);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && at % 5 == 0 {
                code.push('-');
            }
            code.push(digit);
        }
        Ok(code)
    }

    /// Uses a code up. What comes back is the token of the session it begins; only its hash is kept.
    /// `from` is where the code was sent from: after several wrong ones it has to wait.
    ///
    /// # Errors
    /// The code is none, was used or is too old, or too many from there were wrong; or the database
    /// cannot be written.
    pub async fn sign_in(&self, code: &str, from: Option<IpAddr>) -> Result<String, Error> {
        let now = (self.clock)();
        if let Some(minutes) = self.throttle.wait(from, now) {
            return Err(Error::TooManyCodes { minutes });
        }
        let digits: String = code
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|digit| digit.to_ascii_lowercase())
            .collect();
        let token = random()?;
        let since = Timestamp::from_ms(now.ms().saturating_sub(CODE_MS));
        let (code, session) = (Sealed::of(&digits), Sealed::of(&token));
        match self.store.sign_in(&code, &session, since, now).await? {
            Some(_) => {
                self.throttle.right(from);
                Ok(token)
            }
            None => {
                self.throttle.wrong(from, now);
                Err(Error::NoCode)
            }
        }
    }

    /// Whose session a token stands for.
    ///
    /// # Errors
    /// It stands for none, or the session is over; or the database does not answer.
    pub async fn staff(&self, token: &str) -> Result<Staff, Error> {
        let now = (self.clock)();
        let since = Timestamp::from_ms(now.ms().saturating_sub(SESSION_MS));
        let mut snapshot = self.store.snapshot().await?;
        let name = snapshot.signed_in(&Sealed::of(token), since).await?;
        name.map(|name| Staff { name }).ok_or(Error::NotStaff)
    }

    /// Ends the session of a token.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn sign_out(&self, token: &str) -> Result<(), Error> {
        let now = (self.clock)();
        Ok(self.store.sign_out(&Sealed::of(token), now).await?)
    }
}

/// 256 random bits as 64 hexadecimal digits.
fn random() -> Result<String, Error> {
    let secret = Secret::random().map_err(crate::store::Error::from)?;
    Ok(secret.to_hex())
}
