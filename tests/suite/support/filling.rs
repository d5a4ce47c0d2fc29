//! Fills forms at random for tests. The same seed gives the same figures.

use phuluc::author::{Blank, Input, Outcome, RuleResult};
use phuluc::form::Kind;
use phuluc::grid::Content;
use rust_decimal::{Decimal, RoundingStrategy};

type Place = (usize, usize, usize);

/// A generator of pseudo-random numbers (a linear congruence).
pub(crate) struct Filling {
    state: u64,
}

impl Filling {
    pub fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x2545_F491_4F6C_DD1D }
    }

    fn below(&mut self, n: u64) -> u64 {
        self.state =
            self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) % n
    }

    /// Fills figures, zeros, blanks and words in at random.
    pub fn at_random(&mut self, blank: &Blank) -> Blank {
        let mut filled = blank.clone();
        let often = 2 + self.below(9);
        let mut answers = Vec::new();
        for input in self.inputs(blank) {
            if self.below(10) < often
                && let Some(content) = self.content(&input.kind)
            {
                answers.push(((input.form, input.row, input.column), content));
            }
        }
        filled.fill(answers);
        filled
    }

    /// The inputs of printed rows, and of a few open ones.
    fn inputs(&mut self, blank: &Blank) -> Vec<Input> {
        let few = self.below(4);
        let mut rows: Vec<(usize, usize)> = Vec::new();
        let mut inputs = blank.inputs();
        inputs.retain(|input| {
            let row = (input.form, input.row);
            if input.open && !rows.contains(&row) {
                rows.push(row);
            }
            !input.open || rows.iter().position(|other| *other == row).is_some_and(|n| (n as u64) < few)
        });
        inputs
    }

    fn content(&mut self, kind: &Kind) -> Option<Content> {
        let number = |value| Some(Content::Number(value));
        match (kind, self.below(20)) {
            (_, 0..=2) => number(Decimal::ZERO),
            (Kind::Choice(choices), 3..=18) => {
                let at = self.below(choices.len() as u64);
                number(choices[usize::try_from(at).unwrap()].code)
            }
            (_, 3) => Some(Content::Text("không phát sinh".into())),
            (_, 4) => Some(Content::Text("x".into())),
            (Kind::Count, 5) => number(Decimal::new(1232, 3)),
            (Kind::Percent, n) => {
                let scale = u32::try_from(n % 4).unwrap();
                number(
                    Decimal::new(i64::try_from(self.below(10_u64.pow(scale) * 101)).unwrap(), scale)
                        .normalize(),
                )
            }
            // three decimals may be read as a thousand
            (Kind::Quantity, n) => {
                let figure = i64::try_from(self.below(9000)).unwrap();
                number(Decimal::new(figure, u32::try_from(n % 4).unwrap()).normalize())
            }
            (Kind::Score, _) => {
                number(Decimal::new(i64::try_from(self.below(13)).unwrap() * 25, 2).normalize())
            }
            (Kind::Money, 5..=10) => number(Decimal::from(self.below(3_000_000_000))),
            _ => number(Decimal::from(self.below(30))),
        }
    }

    /// Fills a form in that agrees with its equations where these can be followed. Percentages are mostly rounded;
    /// some are cut off, and some lie a hair beside the edge of rounding.
    pub fn in_order(&mut self, blank: &Blank) -> Blank {
        let mut filled = blank.clone();
        let mut answers = Vec::new();
        for input in self.inputs(blank) {
            let content = match &input.kind {
                Kind::Choice(_) | Kind::Percent | Kind::Score => self.content(&input.kind),
                _ => Some(Content::Number(Decimal::from(self.below(40)))),
            };
            answers.extend(content.map(|content| ((input.form, input.row, input.column), content)));
        }
        filled.fill(answers);
        let inputs: Vec<(Place, Kind)> = blank
            .inputs()
            .into_iter()
            .map(|input| ((input.form, input.row, input.column), input.kind))
            .collect();
        for _ in 0..4 {
            let mends: Vec<(Place, Content)> = filled
                .judged()
                .into_iter()
                .filter(|judged| judged.state >= Some(RuleResult::Error))
                .filter_map(|judged| {
                    let (_, kind) = inputs.iter().find(|(place, _)| *place == judged.place)?;
                    Some((judged.place, Content::Number(self.near(judged.expected?, kind))))
                })
                .collect();
            filled.fill(mends);
        }
        filled
    }

    /// A figure near the expected one, as somebody might print it.
    fn near(&mut self, expected: Decimal, kind: &Kind) -> Decimal {
        if *kind != Kind::Percent {
            return expected.round_dp(6).normalize();
        }
        let decimals = u32::try_from(self.below(4)).unwrap();
        let printed = match self.below(5) {
            0 => expected.round_dp_with_strategy(decimals, RoundingStrategy::ToZero),
            1 => expected.round_dp(decimals) + Decimal::new(1, decimals),
            // right at the edge of what rounds to it
            2 => (expected + Decimal::new(5, decimals + 1)).round_dp(decimals + 1),
            _ => expected.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero),
        };
        printed.normalize()
    }

    /// A consistent form with one wrong place.
    pub fn one_off(&mut self, blank: &Blank) -> Blank {
        let mut filled = self.in_order(blank);
        let judged: Vec<Outcome> =
            filled.judged().into_iter().filter(|judged| judged.reported.is_some()).collect();
        if judged.is_empty() {
            return filled;
        }
        let at = usize::try_from(self.below(judged.len() as u64)).unwrap();
        let one = &judged[at];
        let off = one.reported.unwrap_or_default() + Decimal::from(1 + self.below(50));
        filled.fill([(one.place, Content::Number(off.normalize()))]);
        filled
    }
}
