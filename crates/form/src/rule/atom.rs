//! The claims that a rule is made of: a place is given, two expressions compare in some way, some words stand at a
//! place, or one of several claims holds.

use super::Cmp;
use super::expr::{Expr, Sum};

/// A claim that is true, false, or open while places in it are blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Atom<P> {
    /// Something stands at the place.
    Given(P),
    /// Nothing stands at the place.
    Missing(P),
    /// Two expressions are in a relation.
    Compare {
        /// The left side.
        left: Expr<P>,
        /// The relation.
        cmp: Cmp,
        /// The right side.
        right: Expr<P>,
    },
    /// These words stand at the place, or do not, however they are spelled.
    Reads {
        /// Where.
        place: P,
        /// The words.
        words: String,
        /// Whether they must stand there, or must not.
        is: bool,
    },
    /// At least one alternative is true. Each alternative is a list of claims joined by “and”.
    Any(Vec<Vec<Self>>),
}

impl<P> Atom<P> {
    pub(super) fn collect<'e>(&'e self, places: &mut Vec<&'e P>) {
        match self {
            Self::Given(place) | Self::Missing(place) => places.push(place),
            Self::Compare { left, right, .. } => {
                left.collect(places);
                right.collect(places);
            }
            Self::Reads { .. } => {}
            Self::Any(alternatives) => alternatives.iter().flatten().for_each(|atom| atom.collect(places)),
        }
    }

    /// Whether it may be undecided though every figure is known. A place that equals a share of 0 must be blank.
    pub(super) fn may_be_undefined(&self) -> bool {
        match self {
            Self::Given(_) | Self::Missing(_) | Self::Reads { .. } => false,
            Self::Compare { left: Expr::Place(_), cmp: Cmp::Eq, right } => right.divides(),
            Self::Compare { left, right, .. } => left.has_divisor() || right.has_divisor(),
            Self::Any(alternatives) => alternatives.iter().flatten().any(Self::may_be_undefined),
        }
    }

    pub(super) fn collect_divisors<'e>(&'e self, divisors: &mut Vec<&'e Expr<P>>) {
        match self {
            Self::Given(_) | Self::Missing(_) | Self::Reads { .. } => {}
            Self::Compare { left, right, .. } => {
                left.collect_divisors(divisors);
                right.collect_divisors(divisors);
            }
            Self::Any(alternatives) => {
                alternatives.iter().flatten().for_each(|atom| atom.collect_divisors(divisors));
            }
        }
    }

    /// The places whose words it asks for.
    pub(super) fn collect_read<'e>(&'e self, places: &mut Vec<&'e P>) {
        match self {
            Self::Given(_) | Self::Missing(_) => {}
            Self::Compare { left, right, .. } => {
                left.collect_read(places);
                right.collect_read(places);
            }
            Self::Reads { place, .. } => places.push(place),
            Self::Any(alternatives) => {
                alternatives.iter().flatten().for_each(|atom| atom.collect_read(places));
            }
        }
    }

    /// Collects the places that it refers to only by `given` or `not given`.
    pub(super) fn collect_given<'e>(&'e self, places: &mut Vec<&'e P>) {
        match self {
            Self::Given(place) | Self::Missing(place) => places.push(place),
            Self::Compare { .. } | Self::Reads { .. } => {}
            Self::Any(alternatives) => {
                alternatives.iter().flatten().for_each(|atom| atom.collect_given(places));
            }
        }
    }

    /// The same claim with expressions in the place of some of the places that it compares.
    pub(super) fn with(self, of: &dyn Fn(&P) -> Option<Expr<P>>) -> Self {
        match self {
            Self::Compare { left, cmp, right } => {
                Self::Compare { left: left.with(of), cmp, right: right.with(of) }
            }
            Self::Any(alternatives) => {
                let with = |atoms: Vec<Self>| atoms.into_iter().map(|atom| atom.with(of)).collect();
                Self::Any(alternatives.into_iter().map(with).collect())
            }
            Self::Given(_) | Self::Missing(_) | Self::Reads { .. } => self,
        }
    }

    pub(super) fn names(&self, place: &P) -> bool
    where
        P: PartialEq,
    {
        match self {
            Self::Given(named) | Self::Missing(named) => named == place,
            Self::Compare { left, right, .. } => left.names(place) || right.names(place),
            Self::Reads { place: read, .. } => read == place,
            Self::Any(alternatives) => alternatives.iter().flatten().any(|atom| atom.names(place)),
        }
    }

    pub(super) fn first_place(&self) -> Option<&P> {
        match self {
            Self::Given(place) | Self::Missing(place) => Some(place),
            Self::Compare { left, right, .. } => left.first_place().or_else(|| right.first_place()),
            Self::Reads { .. } => None,
            Self::Any(alternatives) => alternatives.iter().flatten().find_map(Self::first_place),
        }
    }

    pub(super) fn collect_sums<'a>(&'a self, sums: &mut Vec<&'a Sum<P>>) {
        match self {
            Self::Given(_) | Self::Missing(_) | Self::Reads { .. } => {}
            Self::Compare { left, right, .. } => {
                left.collect_sums(sums);
                right.collect_sums(sums);
            }
            Self::Any(alternatives) => alternatives.iter().flatten().for_each(|atom| atom.collect_sums(sums)),
        }
    }

    pub(super) fn mapped<Q>(self, to: &mut dyn FnMut(P) -> Q) -> Atom<Q> {
        match self {
            Self::Given(place) => Atom::Given(to(place)),
            Self::Missing(place) => Atom::Missing(to(place)),
            Self::Compare { left, cmp, right } => {
                Atom::Compare { left: left.mapped(to), cmp, right: right.mapped(to) }
            }
            Self::Reads { place, words, is } => Atom::Reads { place: to(place), words, is },
            Self::Any(alternatives) => {
                let mut all = Vec::new();
                for atoms in alternatives {
                    let mut joint = Vec::new();
                    for atom in atoms {
                        joint.push(atom.mapped(to));
                    }
                    all.push(joint);
                }
                Atom::Any(all)
            }
        }
    }

    /// The negation, as claims joined by “and”.
    pub(super) fn negated(self) -> Vec<Self> {
        match self {
            Self::Given(place) => vec![Self::Missing(place)],
            Self::Missing(place) => vec![Self::Given(place)],
            Self::Compare { left, cmp, right } => vec![Self::Compare { left, cmp: cmp.opposite(), right }],
            Self::Reads { place, words, is } => vec![Self::Reads { place, words, is: !is }],
            Self::Any(alternatives) => alternatives.into_iter().flat_map(negated).collect(),
        }
    }
}

/// The negation of claims joined by “and”, again as claims joined by “and”.
pub(super) fn negated<P>(joint: Vec<Atom<P>>) -> Vec<Atom<P>> {
    let mut alternatives: Vec<Vec<Atom<P>>> = joint.into_iter().map(Atom::negated).collect();
    match alternatives.len() {
        1 => alternatives.remove(0),
        _ => vec![Atom::Any(alternatives)],
    }
}
