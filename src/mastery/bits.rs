//! Numbers kept to the bit: as sixteen hexadecimal digits, which no JSON reader rounds.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A double, written as the hexadecimal digits of its bits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bits(pub(super) f64);

impl Serialize for Bits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Bits {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(deserializer).map(Self)
    }
}

/// For `#[serde(serialize_with)]`.
pub(super) fn write<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&format!("{:016x}", value.to_bits()))
}

/// For `#[serde(deserialize_with)]`.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    let digits = String::deserialize(deserializer)?;
    let bits = u64::from_str_radix(&digits, 16).map_err(|_| {
        D::Error::custom(format!(
            "`{digits}` is not a number's bits as 16 hexadecimal digits"
        ))
    })?;
    let value = f64::from_bits(bits);
    if value.is_finite() {
        Ok(value)
    } else {
        Err(D::Error::custom(format!(
            "`{digits}` is not a finite number"
        )))
    }
}
