//! What a total takes from the figures of a place: it is put into a formula over the units' own cells, or worked out
//! for a group of units and put into a formula over the groups.

use super::super::shared_by_sheets::NONE;
use phuluc_round::UnitAnswer;
use rust_decimal::Decimal;

/// What is made of the units' figures at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// Their sum.
    Sum,
    /// The greatest.
    Greatest,
    /// The least.
    Least,
    /// How many units gave this figure; whoever said that there was none gave nought.
    Count(Decimal),
    /// How many units gave any.
    Given,
}

impl Measure {
    /// As a formula over the cells of the units.
    pub fn over_units(self, range: &str) -> String {
        let none = || NONE.map(|none| format!("+COUNTIF({range},\"{none}\")")).join("");
        match self {
            Self::Sum => format!("SUM({range})"),
            Self::Greatest => format!("MAX({range})"),
            Self::Least => format!("MIN({range})"),
            Self::Count(figure) if figure.is_zero() => format!("(COUNTIF({range},{figure}){})", none()),
            Self::Count(figure) => format!("COUNTIF({range},{figure})"),
            Self::Given => format!("COUNT({range}){}", none()),
        }
    }

    /// As a formula over cells each of which holds it for a group.
    pub fn over_groups(self, range: &str) -> String {
        match self {
            Self::Greatest => format!("MAX({range})"),
            Self::Least => format!("MIN({range})"),
            Self::Sum | Self::Count(_) | Self::Given => format!("SUM({range})"),
        }
    }

    /// What it comes to once a unit is added to those before; `None` as long as it is nothing.
    pub fn with(self, before: Option<Decimal>, said: &UnitAnswer<'_>) -> Option<Decimal> {
        let (figure, is_none) = match said {
            UnitAnswer::Figure(figure) => (Some(*figure), false),
            UnitAnswer::Nil | UnitAnswer::NoColumn => (None, true),
            UnitAnswer::Text(_)
            | UnitAnswer::Nothing(_)
            | UnitAnswer::OutOfScope
            | UnitAnswer::NoRow
            | UnitAnswer::NotAsked => (None, false),
        };
        let together = |of: fn(Decimal, Decimal) -> Decimal| {
            let both = before.zip(figure).map(|(before, figure)| of(before, figure));
            both.or(before).or(figure)
        };
        let counted = |counts: bool| {
            let more = if counts { Decimal::ONE } else { Decimal::ZERO };
            Some(before.unwrap_or_default() + more)
        };
        match self {
            // whoever says that there was none adds nought
            Self::Sum if is_none => before.or(Some(Decimal::ZERO)),
            Self::Sum => together(Decimal::saturating_add),
            Self::Greatest => together(Decimal::max),
            Self::Least => together(Decimal::min),
            Self::Count(wanted) => counted(figure == Some(wanted) || (is_none && wanted.is_zero())),
            Self::Given => counted(is_none || figure.is_some()),
        }
    }

    /// The same of several groups together.
    pub fn together(self, groups: impl Iterator<Item = Decimal>) -> Option<Decimal> {
        match self {
            Self::Greatest => groups.max(),
            Self::Least => groups.min(),
            Self::Sum | Self::Count(_) | Self::Given => groups.reduce(Decimal::saturating_add),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Measure;
    use phuluc_round::UnitAnswer;
    use rust_decimal::Decimal;

    /// What a measure comes to over what some units say.
    #[track_caller]
    fn case(measure: Measure, said: &[UnitAnswer<'_>], expected: Option<i64>) {
        let worked_out = said.iter().fold(None, |before, said| measure.with(before, said));
        assert_eq!(worked_out, expected.map(Decimal::from), "{measure:?} of {said:?}");
    }

    #[test]
    fn units_are_taken_together_as_formulas_take_their_cells() {
        let figure = |figure: i64| UnitAnswer::Figure(figure.into());
        let said = [
            figure(3),
            UnitAnswer::Text("a"),
            UnitAnswer::Nil,
            figure(-5),
            UnitAnswer::NotAsked,
            UnitAnswer::NoColumn,
        ];
        case(Measure::Sum, &said, Some(-2));
        case(Measure::Greatest, &said, Some(3));
        case(Measure::Least, &said, Some(-5));
        case(Measure::Count(Decimal::from(3)), &said, Some(1));
        case(Measure::Count(Decimal::ZERO), &said, Some(2));
        case(Measure::Given, &said, Some(4));
        case(Measure::Sum, &[UnitAnswer::Nil], Some(0));
        case(Measure::Sum, &[UnitAnswer::Text("a"), UnitAnswer::NoRow], None);
        case(Measure::Greatest, &[UnitAnswer::Nil], None);
        case(Measure::Given, &[UnitAnswer::NoRow], Some(0));
    }
}
