//! The installation's secret, and the keys derived from it.
//!
//! Whoever lacks the secret cannot tell which problems a learner will meet. Keys are derived with
//! keyed BLAKE3 over length-prefixed fields, so that `("ab", "c")` and `("a", "bc")` never meet.

use rand::TryRng;
use rand::rngs::SysRng;
use std::fmt;
use std::io;
use std::str::FromStr;

/// What every key of an installation comes from: 32 bytes, made once and kept with the database.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

/// A text that is no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a secret is 64 hexadecimal digits")]
pub struct SecretError;

impl Secret {
    /// A fresh secret from the operating system.
    ///
    /// # Errors
    /// The operating system has no randomness to give.
    pub fn random() -> io::Result<Self> {
        let mut bytes = [0; 32];
        SysRng
            .try_fill_bytes(&mut bytes)
            .map_err(io::Error::other)?;
        Ok(Self(bytes))
    }

    /// The secret that stands for a seed, for output that can be made again.
    pub fn from_seed(seed: &str) -> Self {
        Self(blake3::derive_key(
            "retake 2026-11-22 secret from a seed",
            seed.as_bytes(),
        ))
    }

    /// The key for one use, named by `domain`, of what `fields` name.
    pub fn key(&self, domain: &str, fields: &[&[u8]]) -> Key {
        Key(keyed_hash(&self.0, domain, fields))
    }

    /// 64 lower-case hexadecimal digits.
    pub fn to_hex(&self) -> String {
        blake3::Hash::from_bytes(self.0).to_hex().to_string()
    }
}

impl FromStr for Secret {
    type Err = SecretError;

    fn from_str(hex: &str) -> Result<Self, SecretError> {
        match blake3::Hash::from_hex(hex) {
            Ok(hash) => Ok(Self(*hash.as_bytes())),
            Err(_) => Err(SecretError),
        }
    }
}

/// A key for one use: what a stream or a permutation is drawn from.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; 32]);

impl Key {
    /// A key under this one.
    pub fn key(&self, domain: &str, fields: &[&[u8]]) -> Key {
        Key(keyed_hash(&self.0, domain, fields))
    }

    /// The bytes, for a generator's seed.
    pub(super) const fn bytes(&self) -> [u8; 32] {
        self.0
    }
}

fn keyed_hash(key: &[u8; 32], domain: &str, fields: &[&[u8]]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_keyed(key);
    for field in std::iter::once(&domain.as_bytes()).chain(fields) {
        hasher.update(&(field.len() as u64).to_le_bytes());
        hasher.update(field);
    }
    *hasher.finalize().as_bytes()
}

/// A name as a number: the first eight bytes of its BLAKE3 hash.
///
/// Names are hashed when a template is compiled, so that a draw costs no hash.
pub fn name_id(name: &str) -> u64 {
    let hash = blake3::hash(name.as_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&hash.as_bytes()[..8]);
    u64::from_le_bytes(first)
}

// Neither may end up in a log.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_do_not_run_into_each_other() {
        let secret = Secret::from_seed("1");
        assert_eq!(secret.key("d", &[b"ab"]), secret.key("d", &[b"ab"]));
        let keys = [
            secret.key("d", &[b"ab", b"c"]),
            secret.key("d", &[b"a", b"bc"]),
            secret.key("d", &[b"abc"]),
            secret.key("d", &[b"abc", b""]),
            secret.key("da", &[b"bc"]),
            secret.key("d", &[]).key("d", &[b"abc"]),
            Secret::from_seed("2").key("d", &[b"abc"]),
        ];
        for (i, a) in keys.iter().enumerate() {
            assert!(keys[..i].iter().all(|b| a != b), "key {i} is met twice");
        }
    }

    #[test]
    fn a_secret_survives_hex_and_stays_out_of_logs() {
        let secret = Secret::random().unwrap();
        assert_ne!(secret, Secret::random().unwrap());
        assert_eq!(secret.to_hex().parse(), Ok(secret.clone()));
        assert_eq!("12".parse::<Secret>(), Err(SecretError));
        assert_eq!(
            format!("{secret:?} {:?}", secret.key("d", &[])),
            "Secret(…) Key(…)"
        );
    }

    /// These bytes decide which problem a learner has met: they may never change.
    #[test]
    fn golden_bytes() {
        let secret = Secret::from_seed("retake");
        assert_eq!(
            secret.to_hex(),
            "bb21e19dac777f86c130172febc14dfd3c9aaba0f1075f9d36c89797e70c38dc"
        );
        let key = secret.key("draw", &[b"ada", b"integers/add"]);
        assert_eq!(
            blake3::Hash::from_bytes(key.bytes()).to_hex().as_str(),
            "aad0c5a458f56a8b2199014b993adf9ac8d211f1f4704a5bc22431a07fcbeb44"
        );
        assert_eq!(name_id("who"), 13005053567723730518);
    }
}
