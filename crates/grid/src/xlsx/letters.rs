//! The colour and the size of letters, as far as they decide whether people see them.

use crate::appearance::Colour;
use crate::colour::{self, Theme, WHITE, are_alike};
use crate::xml_events::attribute;
use quick_xml::events::BytesStart;
use rust_decimal::Decimal;

/// The largest size, in points, at which letters look like dots.
const DOTS: Decimal = Decimal::TWO;

/// The colour and the size of letters.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Letters {
    colour: Option<Colour>,
    are_dots: bool,
}

impl Letters {
    /// Letters of which nothing is said.
    pub const NONE: Self = Self { colour: None, are_dots: false };

    /// Their own colour, if they have one.
    pub const fn colour(self) -> Option<Colour> {
        self.colour
    }

    /// Whether their size is one that nobody sees.
    pub const fn are_dots(self) -> bool {
        self.are_dots
    }

    /// Notes a property of a font by its name.
    pub fn read(&mut self, name: &str, property: &BytesStart<'_>, theme: &Theme) {
        match name {
            "color" => self.colour = colour::read(property, theme),
            "sz" => {
                let size = attribute(property, "val").and_then(|size| size.trim().parse::<Decimal>().ok());
                self.are_dots = size.is_some_and(|size| size <= DOTS);
            }
            _ => {}
        }
    }

    /// Whether they have a colour of their own, or a size that nobody sees.
    pub const fn are_set(self) -> bool {
        self.colour.is_some() || self.are_dots
    }

    /// Whether people do not see them on a ground of this colour; `None` if it is not filled.
    pub fn are_unseen(self, ground: Option<Colour>) -> bool {
        self.are_dots || self.colour.is_some_and(|colour| are_alike(colour, ground.unwrap_or(WHITE)))
    }
}
