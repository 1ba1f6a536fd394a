//! The units and prefixes that are known.
//!
//! Factors are exact by definition (BIPM, *SI Brochure*, 9th ed.; NIST SP 811) but where a comment says
//! otherwise; the uncertainty of measured constants is not kept.

use super::{Dimension, Unit};
use crate::math::Rational;

/// Powers of m, kg, s, A, K, mol, cd, rad, bit.
type Powers = [i8; 9];

/// A unit by its names.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    /// What it is written as, in the forms that prefixes such as `k` go before.
    symbols: &'static str,
    /// What it is called, in the forms that prefixes such as `kilo` go before.
    words: &'static str,
    /// numerator / denominator × 10^ten base units.
    factor: (i64, i64, i32),
    /// The power of π beside that.
    pi: i8,
    /// The scale's zero in base units, as a fraction.
    offset: (i64, i64),
    dimension: Powers,
    pub takes_prefixes: bool,
}

/// A unit that takes no prefixes.
const fn plain(
    symbols: &'static str,
    words: &'static str,
    factor: (i64, i64, i32),
    dimension: Powers,
) -> Entry {
    Entry {
        symbols,
        words,
        factor,
        pi: 0,
        offset: (0, 1),
        dimension,
        takes_prefixes: false,
    }
}

/// A unit that takes prefixes.
const fn prefixed(
    symbols: &'static str,
    words: &'static str,
    factor: (i64, i64, i32),
    dimension: Powers,
) -> Entry {
    Entry {
        takes_prefixes: true,
        ..plain(symbols, words, factor, dimension)
    }
}

impl Entry {
    /// Whether this is one of its symbols.
    pub(super) fn has_symbol(&self, name: &str) -> bool {
        self.symbols.split(' ').any(|symbol| symbol == name)
    }

    /// Whether this is one of its words.
    pub(super) fn has_word(&self, name: &str) -> bool {
        !name.is_empty() && self.words.split(' ').any(|word| word == name)
    }

    /// All its names.
    #[cfg(test)]
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        (self.symbols.split(' ').chain(self.words.split(' '))).filter(|name| !name.is_empty())
    }

    const fn times_pi(self) -> Self {
        Self { pi: 1, ..self }
    }

    const fn zero_at(self, numerator: i64, denominator: i64) -> Self {
        Self {
            offset: (numerator, denominator),
            ..self
        }
    }

    /// The unit with a prefix of 10^exponent.
    pub(super) fn unit(&self, exponent: i32) -> Unit {
        let (numerator, denominator, ten) = self.factor;
        let fraction = |over, under| Rational::new(over, under).unwrap_or(Rational::ONE);
        let power = Rational::power_of_ten((ten + exponent).unsigned_abs());
        let factor = fraction(numerator, denominator);
        let factor = match factor.checked_div(&power) {
            Some(divided) if ten + exponent < 0 => divided,
            _ => &factor * &power,
        };
        Unit {
            factor,
            pi: self.pi,
            offset: fraction(self.offset.0, self.offset.1),
            dimension: Dimension(self.dimension),
        }
    }
}

/// The prefixes of the SI: symbols, word and power of ten.
pub(super) const PREFIXES: [(&[&str], &str, i32); 24] = [
    (&["Q"], "quetta", 30),
    (&["R"], "ronna", 27),
    (&["Y"], "yotta", 24),
    (&["Z"], "zetta", 21),
    (&["E"], "exa", 18),
    (&["P"], "peta", 15),
    (&["T"], "tera", 12),
    (&["G"], "giga", 9),
    (&["M"], "mega", 6),
    (&["k"], "kilo", 3),
    (&["h"], "hecto", 2),
    (&["da"], "deca", 1),
    (&["d"], "deci", -1),
    (&["c"], "centi", -2),
    (&["m"], "milli", -3),
    (&["µ", "μ", "u"], "micro", -6),
    (&["n"], "nano", -9),
    (&["p"], "pico", -12),
    (&["f"], "femto", -15),
    (&["a"], "atto", -18),
    (&["z"], "zepto", -21),
    (&["y"], "yocto", -24),
    (&["r"], "ronto", -27),
    (&["q"], "quecto", -30),
];

const LENGTH: Powers = [1, 0, 0, 0, 0, 0, 0, 0, 0];
const MASS: Powers = [0, 1, 0, 0, 0, 0, 0, 0, 0];
const TIME: Powers = [0, 0, 1, 0, 0, 0, 0, 0, 0];
const CURRENT: Powers = [0, 0, 0, 1, 0, 0, 0, 0, 0];
const TEMPERATURE: Powers = [0, 0, 0, 0, 1, 0, 0, 0, 0];
const AMOUNT: Powers = [0, 0, 0, 0, 0, 1, 0, 0, 0];
const LUMINOUS: Powers = [0, 0, 0, 0, 0, 0, 1, 0, 0];
const ANGLE: Powers = [0, 0, 0, 0, 0, 0, 0, 1, 0];
const DATA: Powers = [0, 0, 0, 0, 0, 0, 0, 0, 1];
const SOLID_ANGLE: Powers = [0, 0, 0, 0, 0, 0, 0, 2, 0];
const FREQUENCY: Powers = [0, 0, -1, 0, 0, 0, 0, 0, 0];
const FORCE: Powers = [1, 1, -2, 0, 0, 0, 0, 0, 0];
const PRESSURE: Powers = [-1, 1, -2, 0, 0, 0, 0, 0, 0];
const ENERGY: Powers = [2, 1, -2, 0, 0, 0, 0, 0, 0];
const POWER: Powers = [2, 1, -3, 0, 0, 0, 0, 0, 0];
const AREA: Powers = [2, 0, 0, 0, 0, 0, 0, 0, 0];
const VOLUME: Powers = [3, 0, 0, 0, 0, 0, 0, 0, 0];
const SPEED: Powers = [1, 0, -1, 0, 0, 0, 0, 0, 0];
const DOSE: Powers = [2, 0, -2, 0, 0, 0, 0, 0, 0];
const FIELD: Powers = [0, 1, -2, -1, 0, 0, 0, 0, 0];

/// The units, in the order they are looked up.
pub(super) const UNITS: [Entry; 82] = [
    // SI base units; the gram carries the prefixes of the kilogram.
    prefixed("m", "metre meter metres meters", (1, 1, 0), LENGTH),
    prefixed("g", "gram grams gramme grammes", (1, 1, -3), MASS),
    prefixed("s sec", "second seconds", (1, 1, 0), TIME),
    prefixed("A amp amps", "ampere amperes", (1, 1, 0), CURRENT),
    prefixed("K", "kelvin kelvins", (1, 1, 0), TEMPERATURE),
    prefixed("mol", "mole moles", (1, 1, 0), AMOUNT),
    prefixed("cd", "candela candelas", (1, 1, 0), LUMINOUS),
    // SI derived units.
    prefixed("rad", "radian radians", (1, 1, 0), ANGLE),
    prefixed("sr", "steradian steradians", (1, 1, 0), SOLID_ANGLE),
    prefixed("Hz", "hertz", (1, 1, 0), FREQUENCY),
    prefixed("N", "newton newtons", (1, 1, 0), FORCE),
    prefixed("Pa", "pascal pascals", (1, 1, 0), PRESSURE),
    prefixed("J", "joule joules", (1, 1, 0), ENERGY),
    prefixed("W", "watt watts", (1, 1, 0), POWER),
    prefixed(
        "C",
        "coulomb coulombs",
        (1, 1, 0),
        [0, 0, 1, 1, 0, 0, 0, 0, 0],
    ),
    prefixed("V", "volt volts", (1, 1, 0), [2, 1, -3, -1, 0, 0, 0, 0, 0]),
    prefixed(
        "F",
        "farad farads",
        (1, 1, 0),
        [-2, -1, 4, 2, 0, 0, 0, 0, 0],
    ),
    prefixed(
        "Ω \u{2126} Ohm ohm",
        "ohms",
        (1, 1, 0),
        [2, 1, -3, -2, 0, 0, 0, 0, 0],
    ),
    prefixed("S", "siemens", (1, 1, 0), [-2, -1, 3, 2, 0, 0, 0, 0, 0]),
    prefixed(
        "Wb",
        "weber webers",
        (1, 1, 0),
        [2, 1, -2, -1, 0, 0, 0, 0, 0],
    ),
    prefixed("T", "tesla teslas", (1, 1, 0), FIELD),
    prefixed(
        "H",
        "henry henries",
        (1, 1, 0),
        [2, 1, -2, -2, 0, 0, 0, 0, 0],
    ),
    prefixed("lm", "lumen lumens", (1, 1, 0), [0, 0, 0, 0, 0, 0, 1, 2, 0]),
    prefixed("lx", "lux", (1, 1, 0), [-2, 0, 0, 0, 0, 0, 1, 2, 0]),
    prefixed("Bq", "becquerel becquerels", (1, 1, 0), FREQUENCY),
    prefixed("Gy", "gray grays", (1, 1, 0), DOSE),
    prefixed("Sv", "sievert sieverts", (1, 1, 0), DOSE),
    prefixed(
        "kat",
        "katal katals",
        (1, 1, 0),
        [0, 0, -1, 0, 0, 1, 0, 0, 0],
    ),
    // Time.
    plain("min mins", "minute minutes", (60, 1, 0), TIME),
    prefixed("h", "", (3600, 1, 0), TIME),
    plain("hr hrs", "hour hours", (3600, 1, 0), TIME),
    plain("d day days", "", (86_400, 1, 0), TIME),
    plain("wk week weeks", "", (604_800, 1, 0), TIME),
    // The Julian year.
    plain("yr year years", "", (31_557_600, 1, 0), TIME),
    // Angle and counted things.
    plain("deg °", "degree degrees", (1, 180, 0), ANGLE).times_pi(),
    plain("rev", "revolution revolutions", (2, 1, 0), ANGLE).times_pi(),
    plain("rpm", "", (2, 60, 0), [0, 0, -1, 0, 0, 0, 0, 1, 0]).times_pi(),
    prefixed("bit bits", "", (1, 1, 0), DATA),
    prefixed("B byte bytes", "", (8, 1, 0), DATA),
    // Length.
    plain("Å angstrom angstroms", "", (1, 1, -10), LENGTH),
    plain("in inch inches", "", (254, 1, -4), LENGTH),
    plain("ft foot feet", "", (3048, 1, -4), LENGTH),
    plain("yd yard yards", "", (9144, 1, -4), LENGTH),
    plain("mi mile miles", "", (1_609_344, 1, -3), LENGTH),
    plain("nmi", "", (1852, 1, 0), LENGTH),
    plain("au AU", "", (149_597_870_700, 1, 0), LENGTH),
    plain("ly", "", (9_460_730_472_580_800, 1, 0), LENGTH),
    // 648000/π au, rounded.
    prefixed(
        "pc",
        "parsec parsecs",
        (30_856_775_814_913_673, 1, 0),
        LENGTH,
    ),
    // Area and volume.
    plain("ha", "hectare hectares", (10_000, 1, 0), AREA),
    plain("acre acres", "", (40_468_564_224, 1, -7), AREA),
    prefixed("l L ℓ", "litre liter litres liters", (1, 1, -3), VOLUME),
    plain("cc", "", (1, 1, -6), VOLUME),
    // The US gallons, quarts, pints and fluid ounces.
    plain("gal", "gallon gallons", (3_785_411_784, 1, -12), VOLUME),
    plain("qt", "quart quarts", (946_352_946, 1, -12), VOLUME),
    plain("pt", "pint pints", (473_176_473, 1, -12), VOLUME),
    plain("floz", "", (295_735_295_625, 1, -16), VOLUME),
    // Mass and amount.
    prefixed("t", "tonne tonnes", (1000, 1, 0), MASS),
    plain("lb lbs", "pound pounds", (45_359_237, 1, -8), MASS),
    plain("oz", "ounce ounces", (28_349_523_125, 1, -12), MASS),
    // CODATA 2022.
    plain(
        "amu u Da",
        "dalton daltons",
        (166_053_906_892, 1, -38),
        MASS,
    ),
    prefixed("M", "molar", (1000, 1, 0), [-3, 0, 0, 0, 0, 1, 0, 0, 0]),
    // Speed.
    plain("mph", "", (44_704, 1, -5), SPEED),
    plain("kph kmh", "", (10, 36, 0), SPEED),
    plain("kn", "knot knots", (1852, 3600, 0), SPEED),
    // Force, pressure, energy and power.
    plain("lbf", "", (44_482_216_152_605, 1, -13), FORCE),
    plain("dyn", "dyne dynes", (1, 1, -5), FORCE),
    prefixed("bar", "bars", (100_000, 1, 0), PRESSURE),
    plain("atm", "atmosphere atmospheres", (101_325, 1, 0), PRESSURE),
    plain("mmHg", "", (133_322_387_415, 1, -9), PRESSURE),
    plain("Torr torr", "", (101_325, 760, 0), PRESSURE),
    plain("psi", "", (44_482_216_152_605, 64_516, -5), PRESSURE),
    prefixed("eV", "", (1_602_176_634, 1, -28), ENERGY),
    // The thermochemical calorie.
    prefixed("cal", "calorie calories", (4184, 1, -3), ENERGY),
    plain("Cal", "", (4184, 1, 0), ENERGY),
    plain("erg ergs", "", (1, 1, -7), ENERGY),
    prefixed("Wh", "", (3600, 1, 0), ENERGY),
    plain("Btu BTU", "", (105_505_585_262, 1, -8), ENERGY),
    plain("hp", "horsepower", (7_456_998_715_822_702, 1, -13), POWER),
    // Fields and radioactivity.
    plain("G gauss", "", (1, 1, -4), FIELD),
    prefixed("Ci", "curie curies", (37_000_000_000, 1, 0), FREQUENCY),
    // Temperature scales: factor to the kelvin, and the scale's zero in kelvin.
    plain("°C ℃ degC", "celsius", (1, 1, 0), TEMPERATURE).zero_at(27_315, 100),
    plain("°F ℉ degF", "fahrenheit", (5, 9, 0), TEMPERATURE).zero_at(229_835, 900),
];
