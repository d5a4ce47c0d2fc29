//! The sums that a rule compares: numbers and places, added, multiplied, or taken as shares of each other.

use rust_decimal::Decimal;

/// A sum over places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr<P> {
    /// A constant.
    Number(Decimal),
    /// What stands at a place.
    Place(P),
    /// What stands at a place, a blank counting as 0.
    Zero(P),
    /// `a + b`
    Add(Box<Self>, Box<Self>),
    /// `a - b`
    Sub(Box<Self>, Box<Self>),
    /// `a * b`
    Mul(Box<Self>, Box<Self>),
    /// `a × 100 / b`
    Percent(Box<Self>, Box<Self>),
    /// `a × 100 / rate`: the whole of which `a` is that percentage.
    Base(Box<Self>, Box<Self>),
    /// The sum of a set of rows in the column at hand.
    Sum(Set),
}

/// A set of rows to sum over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// The rows that the sender added.
    Open,
    /// The rows right under the row at hand.
    Children,
    /// The lines that the sender added below the row at hand.
    Lines,
}

impl<P> Expr<P> {
    /// All places named in it, from left to right.
    pub fn places(&self) -> Vec<&P> {
        let mut places = Vec::new();
        self.collect(&mut places);
        places
    }

    /// Whether a place is named in it.
    pub fn names(&self, place: &P) -> bool
    where
        P: PartialEq,
    {
        match self {
            Self::Number(_) | Self::Sum(_) => false,
            Self::Place(named) | Self::Zero(named) => named == place,
            Self::Add(a, b) | Self::Sub(a, b) | Self::Mul(a, b) | Self::Percent(a, b) | Self::Base(a, b) => {
                a.names(place) || b.names(place)
            }
        }
    }

    pub(super) fn first_place(&self) -> Option<&P> {
        match self {
            Self::Number(_) | Self::Sum(_) => None,
            Self::Place(place) | Self::Zero(place) => Some(place),
            Self::Add(a, b) | Self::Sub(a, b) | Self::Mul(a, b) | Self::Percent(a, b) | Self::Base(a, b) => {
                a.first_place().or_else(|| b.first_place())
            }
        }
    }

    pub(super) fn collect<'e>(&'e self, places: &mut Vec<&'e P>) {
        match self {
            Self::Number(_) | Self::Sum(_) => {}
            Self::Place(place) | Self::Zero(place) => places.push(place),
            Self::Add(a, b) | Self::Sub(a, b) | Self::Mul(a, b) | Self::Percent(a, b) | Self::Base(a, b) => {
                a.collect(places);
                b.collect(places);
            }
        }
    }

    pub(super) fn collect_sets(&self, sets: &mut Vec<Set>) {
        match self {
            Self::Sum(set) => sets.push(*set),
            Self::Number(_) | Self::Place(_) | Self::Zero(_) => {}
            Self::Add(a, b) | Self::Sub(a, b) | Self::Mul(a, b) | Self::Percent(a, b) | Self::Base(a, b) => {
                a.collect_sets(sets);
                b.collect_sets(sets);
            }
        }
    }

    /// The same sum with every place turned into another kind of place.
    pub fn map<Q>(self, to: &mut impl FnMut(P) -> Q) -> Expr<Q> {
        let mut boxed = |e: Box<Self>| Box::new(e.map(to));
        match self {
            Self::Number(number) => Expr::Number(number),
            Self::Sum(set) => Expr::Sum(set),
            Self::Add(a, b) => Expr::Add(boxed(a), boxed(b)),
            Self::Sub(a, b) => Expr::Sub(boxed(a), boxed(b)),
            Self::Mul(a, b) => Expr::Mul(boxed(a), boxed(b)),
            Self::Percent(a, b) => Expr::Percent(boxed(a), boxed(b)),
            Self::Base(a, b) => Expr::Base(boxed(a), boxed(b)),
            Self::Place(place) => Expr::Place(to(place)),
            Self::Zero(place) => Expr::Zero(to(place)),
        }
    }

    /// Its terms, if it is nothing but places, blanks as 0 or not, added up.
    pub fn addends(&self) -> Option<Vec<&P>> {
        let (mut addends, mut left) = (Vec::new(), vec![self]);
        while let Some(term) = left.pop() {
            match term {
                Self::Place(place) | Self::Zero(place) => addends.push(place),
                Self::Add(a, b) => left.extend([&**b, &**a]),
                _ => return None,
            }
        }
        Some(addends)
    }
}
