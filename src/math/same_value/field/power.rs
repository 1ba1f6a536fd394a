//! Powers, roots, exponentials and logarithms.

use super::integer::{primes, rational_square_root};
use super::{Factors, Field, Kind, Poly, Quotient, Stop};
use crate::math::{Factorization, Polynomial, Rational, Symbol};

/// The most polynomials that factors are looked for of.
const MAX_FACTORIZATIONS: usize = 100;

impl Field {
    /// A polynomial as content × ∏ factor ^ multiplicity, as far as factors can be found.
    ///
    /// The same ones are asked for in every case, and finding factors is the dearest step of all.
    pub(super) fn factors(&mut self, polynomial: &Poly) -> Factors {
        if let Some((_, known)) = self.factored.iter().find(|(own, _)| own == polynomial) {
            return known.clone();
        }
        if self.factored.len() >= MAX_FACTORIZATIONS {
            return self.monic(polynomial);
        }
        let found = match Factorization::of(polynomial) {
            Ok(found) => (found.content, found.factors),
            Err(_) => self.monic(polynomial),
        };
        self.factored.push((polynomial.clone(), found.clone()));
        found
    }

    /// A polynomial as its highest coefficient and what is left.
    fn monic(&self, polynomial: &Poly) -> Factors {
        let Some((_, lead)) = polynomial.leading() else {
            return (Rational::ZERO, Vec::new());
        };
        let lead = lead.clone();
        let terms = polynomial
            .terms()
            .filter_map(|(monomial, value)| Some((monomial.clone(), value.checked_div(&lead)?)));
        let monic = Polynomial::of_terms(&self.ring, terms);
        (lead, vec![(monic, 1)])
    }

    /// A quotient as a product of bases with whole exponents: primes and polynomials; and its sign
    /// as −1 where the content is negative.
    fn bases(&mut self, quotient: &Quotient) -> Result<(bool, Vec<(Poly, i64)>), Stop> {
        let (mut content, above) = self.factors(quotient.numerator());
        let mut bases: Vec<(Poly, i64)> = above
            .into_iter()
            .map(|(base, m)| (base, m.into()))
            .collect();
        if let Some(below) = quotient.denominator() {
            let (below_content, below) = self.factors(below);
            content = content.checked_div(&below_content).ok_or(Stop::Undefined)?;
            for (base, multiplicity) in below {
                match bases.iter_mut().find(|(known, _)| *known == base) {
                    Some((_, exponent)) => *exponent -= i64::from(multiplicity),
                    None => bases.push((base, -i64::from(multiplicity))),
                }
            }
        }
        bases.retain(|(_, exponent)| *exponent != 0);
        let negative = content.is_negative();
        for (value, direction) in [
            (content.abs().numerator(), 1),
            (content.abs().denominator(), -1),
        ] {
            for (prime, exponent) in primes(&value)? {
                let prime = Polynomial::constant(&self.ring, prime);
                bases.push((prime, direction * exponent));
            }
        }
        Ok((negative, bases))
    }

    /// Whether a product of bases is above 0 in the case at hand.
    fn product_is_positive(&mut self, negative: bool, bases: &[(Poly, i64)]) -> Result<bool, Stop> {
        let mut positive = !negative;
        for (base, exponent) in bases {
            if exponent % 2 != 0 {
                positive ^= !self.is_positive(base)?;
            }
        }
        Ok(positive)
    }

    /// Whether a quotient other than 0 is above 0 in the case at hand.
    pub(super) fn is_above_zero(&mut self, quotient: &Quotient) -> Result<bool, Stop> {
        let (negative, bases) = self.bases(quotient)?;
        self.product_is_positive(negative, &bases)
    }

    /// |base| ^ exponent
    fn modulus_power(&mut self, base: &Poly, exponent: &Rational) -> Result<Quotient, Stop> {
        if exponent.is_integer() {
            let whole = exponent.to_i64().ok_or(Stop::Beyond)?;
            let modulus = if whole % 2 == 0 {
                base.clone()
            } else {
                self.modulus(base)?
            };
            return self.power(&modulus.into(), whole);
        }
        // A base that is a root or an exponential itself has its own exponent.
        if let Some(generator) = single(base).and_then(|symbol| self.generator_of(&symbol)) {
            let n = Rational::from(generator.n);
            let exponent = exponent.checked_div(&n).ok_or(Stop::Beyond)?;
            match generator.kind.clone() {
                Kind::Root(inner) => return self.modulus_power(&inner, &exponent),
                Kind::Exponential(unit) => return self.exponential_of(&exponent, unit),
                _ => {}
            }
        }
        let denominator = exponent.denominator().to_i64().ok_or(Stop::Beyond)?;
        if let Some(denested) = self.denested(base, exponent)? {
            return Ok(denested);
        }
        let (symbol, n) = self.generator(Kind::Root(base.clone()), denominator)?;
        let power = (exponent * &Rational::from(n))
            .to_i64()
            .ok_or(Stop::Beyond)?;
        self.signed_power(&symbol, power)
    }

    /// √|a + b √c| as √d + √e with rational d and e, where there are such.
    ///
    /// With r = √(a² − b² c) rational, √(a ± b√c) = √((a + r)/2) ± √((a − r)/2).
    fn denested(&mut self, base: &Poly, exponent: &Rational) -> Result<Option<Quotient>, Stop> {
        if exponent.denominator() != Rational::from(2) {
            return Ok(None);
        }
        let mut terms = base.terms();
        let (Some((monomial, b)), Some((one, a)), None) =
            (terms.next(), terms.next(), terms.next())
        else {
            return Ok(None);
        };
        let (mut a, b) = (a.clone(), b.clone());
        let square = self.reduced(
            Polynomial::term(&self.ring, Rational::ONE, monomial.times(monomial)).into(),
        )?;
        let Some(c) = square.as_number().filter(|_| one.is_one()) else {
            return Ok(None);
        };
        let squared = &(&a * &a) - &(&(&b * &b) * &c);
        let Some(r) = rational_square_root(&squared) else {
            return Ok(None);
        };
        // |a + b√c| has a above 0, whatever the sign of what is inside.
        let same = a.is_negative() == b.is_negative();
        a = a.abs();
        let half = Rational::new(1, 2).ok_or(Stop::Beyond)?;
        let (large, small) = (&(&a + &r) * &half, &(&a - &r) * &half);
        let large = self.power_of_number(&large, &half)?;
        let small = self.power_of_number(&small, &half)?;
        let root = if same {
            self.sum(large, small)?
        } else {
            self.difference(&large, &small)?
        };
        let p = exponent.numerator().to_i64().ok_or(Stop::Beyond)?;
        self.power(&root, p).map(Some)
    }

    /// A rational number to a rational power.
    pub(super) fn power_of_number(
        &mut self,
        value: &Rational,
        exponent: &Rational,
    ) -> Result<Quotient, Stop> {
        let value = self.number(value);
        self.rational_power(&value, exponent)
    }

    /// u ^ (p/q): odd roots are real, even roots principal.
    pub(super) fn rational_power(
        &mut self,
        base: &Quotient,
        exponent: &Rational,
    ) -> Result<Quotient, Stop> {
        if let Some(whole) = exponent.to_i64() {
            return self.power(base, whole);
        }
        if base.numerator().is_zero() {
            return if exponent.is_negative() {
                Err(Stop::Undefined)
            } else {
                Ok(self.integer(0))
            };
        }
        if self.has_imaginary(base) {
            let root = self.complex_square_root(base, exponent)?;
            let p = exponent.numerator().to_i64().ok_or(Stop::Beyond)?;
            return self.power(&root, p);
        }
        let base = self.cancelled(base.clone())?;
        let q = exponent.denominator().to_i64().ok_or(Stop::Beyond)?;
        let p = exponent.numerator().to_i64().ok_or(Stop::Beyond)?;
        let (negative, bases) = self.bases(&base)?;
        let mut result = self.integer(1);
        // An odd root of an odd power needs no sign: it is the power of the root.
        let mut positive = !negative;
        for (base, multiplicity) in &bases {
            let own = exponent * &Rational::from(*multiplicity);
            let factor = match own.to_i64() {
                Some(whole) if q % 2 == 1 => self.power(&base.clone().into(), whole)?,
                _ => {
                    if multiplicity % 2 != 0 {
                        positive ^= !self.is_positive(base)?;
                    }
                    self.modulus_power(base, &own)?
                }
            };
            result = self.product(&result, &factor)?;
        }
        if positive {
            return Ok(result);
        }
        let turn = match (q, p.rem_euclid(4)) {
            (q, _) if q % 2 == 1 => self.integer(if p % 2 == 0 { 1 } else { -1 }),
            (2, 1) => self.imaginary()?,
            (2, _) => self.imaginary()?.negate(&mut self.ring)?,
            _ => return Err(Stop::Beyond),
        };
        self.product(&result, &turn)
    }

    /// √(a + b i) = √((r + a)/2) ± i √((r − a)/2) with r = |a + b i| and the sign of b.
    fn complex_square_root(
        &mut self,
        base: &Quotient,
        exponent: &Rational,
    ) -> Result<Quotient, Stop> {
        let half = Rational::new(1, 2).ok_or(Stop::Beyond)?;
        if exponent.denominator() != Rational::from(2) {
            return Err(Stop::Beyond);
        }
        let [re, im] = self.real_and_imaginary(base)?;
        if im.numerator().is_zero() {
            return Err(Stop::Beyond);
        }
        let (re_square, im_square) = (self.product(&re, &re)?, self.product(&im, &im)?);
        let norm = self.sum(re_square, im_square)?;
        let size = self.rational_power(&norm, &half)?;
        // A sum of two squares is nowhere below 0.
        if self.has_imaginary(&size) {
            return Err(Stop::Undefined);
        }
        let halved = self.number(&half);
        let sum = self.sum(size.clone(), re.clone())?;
        let sum = self.product(&sum, &halved)?;
        let difference = self.difference(&size, &re)?;
        let difference = self.product(&difference, &halved)?;
        let real = self.rational_power(&sum, &half)?;
        let imaginary = self.imaginary()?;
        let turned = self.rational_power(&difference, &half)?;
        let turned = self.product(&turned, &imaginary)?;
        if self.is_above_zero(&im)? {
            self.sum(real, turned)
        } else {
            self.difference(&real, &turned)
        }
    }

    /// Real and imaginary part: of a/b those of a b̄, over b b̄.
    fn real_and_imaginary(&mut self, quotient: &Quotient) -> Result<[Quotient; 2], Stop> {
        let Some(below) = quotient.denominator() else {
            return Ok(self.parts(quotient.numerator())?.map(Quotient::from));
        };
        let [re, im] = self.parts(below)?.map(Quotient::from);
        let imaginary = self.imaginary()?;
        let turned = self.product(&im, &imaginary)?;
        let conjugate = self.difference(&re, &turned)?;
        let above = self.product(&quotient.numerator().clone().into(), &conjugate)?;
        let norm = self.product(&below.clone().into(), &conjugate)?;
        let [re, im] = self.parts(above.numerator())?.map(Quotient::from);
        Ok([self.ratio(re, norm.clone())?, self.ratio(im, norm)?])
    }

    pub(super) fn imaginary(&mut self) -> Result<Quotient, Stop> {
        let (symbol, _) = self.generator(Kind::Imaginary, 1)?;
        Ok(self.symbol_power(&symbol, 1).into())
    }

    /// ln u; undefined in a case in which u is below 0.
    pub(super) fn logarithm(&mut self, argument: &Quotient) -> Result<Quotient, Stop> {
        if argument.numerator().is_zero() {
            return Err(Stop::Undefined);
        }
        if self.has_imaginary(argument) {
            return Err(Stop::Beyond);
        }
        let argument = self.cancelled(argument.clone())?;
        let (negative, bases) = self.bases(&argument)?;
        if !self.product_is_positive(negative, &bases)? {
            return Err(Stop::Undefined);
        }
        let mut sum = self.integer(0);
        for (base, exponent) in bases {
            let logarithm = self.logarithm_of_modulus(&base)?;
            let term = self.product(&logarithm, &self.integer(exponent))?;
            sum = self.sum(sum, term)?;
        }
        Ok(sum)
    }

    /// ln |p|
    fn logarithm_of_modulus(&mut self, base: &Poly) -> Result<Quotient, Stop> {
        if let Some(generator) = single(base).and_then(|symbol| self.generator_of(&symbol)) {
            let share = self.number(
                &Rational::from(generator.n)
                    .checked_recip()
                    .ok_or(Stop::Beyond)?,
            );
            match generator.kind.clone() {
                Kind::Root(inner) => {
                    let logarithm = self.logarithm_of_modulus(&inner)?;
                    return self.product(&logarithm, &share);
                }
                Kind::Exponential(unit) => return self.product(&unit, &share),
                _ => {}
            }
        }
        let (symbol, _) = self.generator(Kind::Logarithm(base.clone()), 1)?;
        Ok(self.symbol_power(&symbol, 1).into())
    }

    /// e ^ u
    pub(super) fn exponential(&mut self, exponent: &Quotient) -> Result<Quotient, Stop> {
        let mut result = self.integer(1);
        for (coefficient, unit) in self.split(exponent)? {
            let factor = if let Some(angle) = self.without_imaginary(&unit) {
                // e ^ iθ = cos θ + i sin θ
                let angle = self.product(&angle, &self.number(&coefficient))?;
                let (cos, sin) = self.cos_sin(&angle)?;
                let imaginary = self.imaginary()?;
                let sin = self.product(&sin, &imaginary)?;
                self.sum(cos, sin)?
            } else {
                self.exponential_of(&coefficient, unit)?
            };
            result = self.product(&result, &factor)?;
        }
        Ok(result)
    }

    /// e ^ (c × unit)
    fn exponential_of(&mut self, coefficient: &Rational, unit: Quotient) -> Result<Quotient, Stop> {
        if self.has_imaginary(&unit) {
            return Err(Stop::Beyond);
        }
        // e ^ (c ln |p|) = |p| ^ c
        if unit.denominator().is_none()
            && let Some(generator) =
                single(unit.numerator()).and_then(|symbol| self.generator_of(&symbol))
            && let Kind::Logarithm(base) = generator.kind.clone()
        {
            return self.modulus_power(&base, coefficient);
        }
        self.fraction_of(Kind::Exponential(unit), coefficient)
    }

    /// A generator to a rational power.
    fn fraction_of(&mut self, kind: Kind, exponent: &Rational) -> Result<Quotient, Stop> {
        let denominator = exponent.denominator().to_i64().ok_or(Stop::Beyond)?;
        let (symbol, n) = self.generator(kind, denominator)?;
        let power = (exponent * &Rational::from(n))
            .to_i64()
            .ok_or(Stop::Beyond)?;
        self.signed_power(&symbol, power)
    }

    /// u ^ v for an exponent that varies, or that is no rational number. Below 0, u has only whole
    /// powers: (−1) ^ v |u| ^ v.
    pub(super) fn general_power(
        &mut self,
        base: &Quotient,
        exponent: &Quotient,
        varies: bool,
    ) -> Result<Quotient, Stop> {
        if let Some(value) = exponent.as_number() {
            // It only seemed to vary: x ^ (y − y + ½), at x < 0 without a value.
            if !varies || value.is_integer() {
                return self.rational_power(base, &value);
            }
            return Err(Stop::Beyond);
        }
        if base.numerator().is_zero() || self.has_imaginary(base) {
            return Err(Stop::Beyond);
        }
        let base = self.cancelled(base.clone())?;
        let (negative, bases) = self.bases(&base)?;
        let positive = self.product_is_positive(negative, &bases)?;
        let mut logarithm = self.integer(0);
        for (base, multiplicity) in &bases {
            let own = self.logarithm_of_modulus(base)?;
            let own = self.product(&own, &self.integer(*multiplicity))?;
            logarithm = self.sum(logarithm, own)?;
        }
        let logarithm = self.product(&logarithm, exponent)?;
        let modulus = self.exponential(&logarithm)?;
        if positive {
            return Ok(modulus);
        }
        if !varies {
            return Err(Stop::Beyond);
        }
        let mut sign = self.integer(1);
        let parts = self.split(exponent)?;
        for (coefficient, unit) in parts.clone() {
            let factor = if unit.as_number().is_some() {
                let minus = self.integer(-1);
                self.rational_power(&minus, &coefficient)?
            } else {
                self.fraction_of(Kind::Parity(unit), &coefficient)?
            };
            sign = self.product(&sign, &factor)?;
        }
        self.note_integer(&parts)?;
        let sign = self.reduced(sign)?;
        self.product(&modulus, &sign)
    }

    /// That the exponent c u (+ an integer) has a value for a base below 0 makes c u an integer, so
    /// that (−1) ^ (2 c u) = 1.
    fn note_integer(&mut self, parts: &[(Rational, Quotient)]) -> Result<(), Stop> {
        let mut units = Vec::new();
        for (coefficient, unit) in parts {
            match unit.as_number() {
                Some(value) if (coefficient * &value).is_integer() => {}
                Some(_) => return Ok(()),
                None => units.push((coefficient, unit)),
            }
        }
        let [(coefficient, unit)] = units.as_slice() else {
            return Ok(());
        };
        let denominator = coefficient.denominator().to_i64().ok_or(Stop::Beyond)?;
        let (symbol, n) = self.generator(Kind::Parity((*unit).clone()), denominator)?;
        let twice = &(&coefficient.abs() * &n.into()) * &2.into();
        let power = twice
            .to_i64()
            .and_then(|power| u32::try_from(power).ok())
            .ok_or(Stop::Beyond)?;
        let one = Polynomial::constant(&self.ring, Rational::ONE);
        if let Some(generator) = self.generators.iter_mut().find(|own| own.symbol == symbol) {
            match &generator.relation {
                Some((known, _)) if *known <= power => {}
                _ => generator.relation = Some((power, one)),
            }
        }
        Ok(())
    }
}

/// The symbol that a polynomial consists of alone.
fn single(polynomial: &Poly) -> Option<Symbol> {
    let mut terms = polynomial.terms();
    let (monomial, coefficient) = terms.next()?;
    match monomial.powers() {
        [(symbol, 1)] if coefficient.is_one() && terms.next().is_none() => Some(symbol.clone()),
        _ => None,
    }
}
