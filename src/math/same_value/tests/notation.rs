//! A small notation for the cases of these tests: `2*x^(1/2) + sin(pi/3)`, `x = 1 or x > 2`,
//! `{1, 2}`, `[a, b]`, `tuple(1, 2)`, `vector(1, 2)`, `matrix([1, 2], [3, 4])`, `co(1, inf)`.

use crate::math::{Collection, Constant, Expr, Function, Interval, Rational, Relation};

const FUNCTIONS: [(&str, Function); 29] = [
    ("sqrt", Function::Sqrt),
    ("root", Function::Root),
    ("abs", Function::Abs),
    ("exp", Function::Exp),
    ("ln", Function::Ln),
    ("log", Function::Log),
    ("sin", Function::Sin),
    ("cos", Function::Cos),
    ("tan", Function::Tan),
    ("sec", Function::Sec),
    ("csc", Function::Csc),
    ("cot", Function::Cot),
    ("asin", Function::Asin),
    ("acos", Function::Acos),
    ("atan", Function::Atan),
    ("sinh", Function::Sinh),
    ("cosh", Function::Cosh),
    ("tanh", Function::Tanh),
    ("binomial", Function::Binomial),
    ("floor", Function::Floor),
    ("ceil", Function::Ceil),
    ("round", Function::Round),
    ("sign", Function::Sign),
    ("min", Function::Min),
    ("max", Function::Max),
    ("gcd", Function::Gcd),
    ("lcm", Function::Lcm),
    ("factorial", Function::Factorial),
    ("fact", Function::Factorial),
];

type Tree = Expr<Rational>;

pub(super) fn parse(source: &str) -> Tree {
    let mut reader = Reader { rest: source };
    let tree = reader.disjunction();
    assert!(
        reader.peek().is_empty(),
        "`{}` left of `{source}`",
        reader.rest
    );
    tree
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn peek(&mut self) -> &'a str {
        self.rest = self.rest.trim_start();
        self.rest
    }

    fn take(&mut self, sign: &str) -> bool {
        match self.peek().strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn word(&mut self, word: &str) -> bool {
        let after = self.peek().strip_prefix(word);
        let whole = after.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()));
        whole && self.take(word)
    }

    fn expect(&mut self, sign: &str) {
        assert!(self.take(sign), "`{sign}` expected before `{}`", self.rest);
    }

    fn disjunction(&mut self) -> Tree {
        let mut parts = vec![self.conjunction()];
        while self.word("or") {
            parts.push(self.conjunction());
        }
        if parts.len() == 1 {
            parts.remove(0)
        } else {
            Expr::Or(parts)
        }
    }

    fn conjunction(&mut self) -> Tree {
        let mut parts = vec![self.negation()];
        while self.word("and") {
            parts.push(self.negation());
        }
        if parts.len() == 1 {
            parts.remove(0)
        } else {
            Expr::And(parts)
        }
    }

    fn negation(&mut self) -> Tree {
        if self.word("not") {
            return Expr::Not(Box::new(self.negation()));
        }
        self.relation()
    }

    fn relation(&mut self) -> Tree {
        let mut left = self.sum();
        let mut parts = Vec::new();
        while let Some(relation) = self.relation_sign() {
            let right = self.sum();
            parts.push(Expr::Relation(
                relation,
                Box::new(left),
                Box::new(right.clone()),
            ));
            left = right;
        }
        match parts.len() {
            0 => left,
            1 => parts.remove(0),
            _ => Expr::And(parts),
        }
    }

    fn relation_sign(&mut self) -> Option<Relation> {
        let signs = [
            ("<=", Relation::LessEqual),
            (">=", Relation::GreaterEqual),
            ("<", Relation::Less),
            (">", Relation::Greater),
            ("#", Relation::NotEqual),
            ("=", Relation::Equal),
        ];
        signs
            .into_iter()
            .find(|(sign, _)| self.take(sign))
            .map(|(_, relation)| relation)
    }

    fn sum(&mut self) -> Tree {
        let mut parts = vec![self.product()];
        loop {
            if self.take("+-") {
                parts.push(Expr::PlusMinus(Box::new(self.product())));
            } else if self.take("+") {
                parts.push(self.product());
            } else if self.take("-") {
                parts.push(Expr::Negate(Box::new(self.product())));
            } else {
                break;
            }
        }
        if parts.len() == 1 {
            parts.remove(0)
        } else {
            Expr::Sum(parts)
        }
    }

    fn product(&mut self) -> Tree {
        let mut left = self.factor();
        loop {
            if self.take("*") {
                left = Expr::Product(vec![left, self.factor()]);
            } else if self.take("/") {
                left = Expr::Quotient(Box::new(left), Box::new(self.factor()));
            } else {
                return left;
            }
        }
    }

    fn factor(&mut self) -> Tree {
        if self.take("+-") {
            return Expr::PlusMinus(Box::new(self.factor()));
        }
        if self.take("-") {
            return Expr::Negate(Box::new(self.factor()));
        }
        let mut base = self.atom();
        while self.take("!") {
            base = Expr::Call(Function::Factorial, vec![base]);
        }
        if self.take("^") {
            return Expr::Power(Box::new(base), Box::new(self.factor()));
        }
        base
    }

    fn list(&mut self, end: &str) -> Vec<Tree> {
        let mut parts = Vec::new();
        while !self.take(end) {
            if !parts.is_empty() {
                self.expect(",");
            }
            parts.push(self.disjunction());
        }
        parts
    }

    fn atom(&mut self) -> Tree {
        if self.take("(") {
            let inner = self.disjunction();
            self.expect(")");
            return inner;
        }
        if self.take("[") {
            return Expr::Collection(Collection::List, self.list("]"));
        }
        if self.take("{") {
            return Expr::Collection(Collection::Set, self.list("}"));
        }
        let text = self.peek();
        let length = text
            .find(|c: char| !c.is_alphanumeric() && c != '.')
            .unwrap_or(text.len());
        let (name, rest) = text.split_at(length);
        assert!(!name.is_empty(), "nothing to read at `{text}`");
        self.rest = rest;
        if name.starts_with(|c: char| c.is_ascii_digit()) {
            return Expr::Number(number(name));
        }
        match name {
            "pi" => return Expr::Constant(Constant::Pi),
            "e" => return Expr::Constant(Constant::E),
            "i" => return Expr::Constant(Constant::I),
            "inf" => return Expr::Constant(Constant::Infinity),
            "true" | "all" => return Expr::Boolean(true),
            "false" | "none" => return Expr::Boolean(false),
            _ => {}
        }
        if !self.take("(") {
            return Expr::Symbol(name.into());
        }
        let parts = self.list(")");
        match name {
            "tuple" => Expr::Collection(Collection::Tuple, parts),
            "vector" => Expr::Collection(Collection::Vector, parts),
            "union" => Expr::Union(parts),
            "unit" => match &parts[0] {
                Expr::Symbol(name) => Expr::Unit(name.clone()),
                other => other.clone(),
            },
            "matrix" => Expr::Matrix(
                parts
                    .into_iter()
                    .map(|row| match row {
                        Expr::Collection(_, row) => row,
                        other => vec![other],
                    })
                    .collect(),
            ),
            "cc" | "co" | "oc" | "oo" => Expr::Interval(Box::new(Interval {
                low: parts[0].clone(),
                low_closed: name.starts_with('c'),
                high: parts[1].clone(),
                high_closed: name.ends_with('c'),
            })),
            _ => match FUNCTIONS.iter().find(|(known, _)| *known == name) {
                Some((_, function)) => Expr::Call(*function, parts),
                None => Expr::Apply(name.into(), parts),
            },
        }
    }
}

fn number(text: &str) -> Rational {
    let (whole, places) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| {
        text.bytes().fold(Rational::ZERO, |value, digit| {
            &(&value * &Rational::from(10)) + &Rational::from(i64::from(digit - b'0'))
        })
    };
    let scale = Rational::power_of_ten(places.len() as u32);
    &digits(whole) + &digits(places).checked_div(&scale).unwrap()
}
