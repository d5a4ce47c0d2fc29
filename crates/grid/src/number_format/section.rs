//! One section of a number format: its condition, and the pieces that it shows.

use rust_decimal::Decimal;
use std::mem;

/// A section.
#[derive(Debug, Default)]
pub(super) struct Section {
    /// The condition on its numbers, if it has one.
    pub condition: Option<Condition>,
    /// The pieces that it shows, in their order.
    pub pieces: Vec<Piece>,
    /// The number of times that it multiplies the number by 100.
    pub percents: u32,
    /// The number of times that it divides the number by a thousand.
    pub thousands: u32,
    /// The number of decimals that it shows; all of them if it has no digit places.
    pub decimals: Option<u32>,
    /// Whether it shows a power of ten.
    pub is_scientific: bool,
    /// Whether it shows a fraction, such as `# ?/?`.
    pub is_fraction: bool,
    /// Whether it shows a date or a time.
    pub is_date: bool,
    /// The colour that it gives its letters, red, green and blue: `[White]`, `[Color2]`.
    pub colour: Option<[u8; 3]>,
}

/// A piece of a section.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A digit place: `0` is always shown, `#` and `?` only if there is a digit.
    Digit { always: bool },
    /// The decimal point.
    Point,
    /// All digits of the number.
    General,
    /// The text of a cell (`@`).
    Text,
    /// The percent sign, which also multiplies by 100.
    Percent,
    /// Text that is shown literally.
    Literal(String),
}

/// A condition on numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Condition {
    than: Than,
    limit: Decimal,
}

#[derive(Clone, Copy, Debug)]
enum Than {
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    GreaterOrEqual,
    Greater,
}

impl Condition {
    /// The condition in brackets; `None` for a colour, a currency or a duration.
    fn new(text: &str) -> Option<Self> {
        const SIGNS: [(&str, Than); 6] = [
            ("<=", Than::LessOrEqual),
            (">=", Than::GreaterOrEqual),
            ("<>", Than::NotEqual),
            ("<", Than::Less),
            (">", Than::Greater),
            ("=", Than::Equal),
        ];
        let (limit, than) = SIGNS.iter().find_map(|(sign, than)| Some((text.strip_prefix(sign)?, *than)))?;
        let limit = limit.trim();
        let limit = Decimal::from_str_exact(limit).or_else(|_| Decimal::from_scientific(limit)).ok()?;
        Some(Self { than, limit })
    }

    pub fn holds(self, value: Decimal) -> bool {
        match self.than {
            Than::Less => value < self.limit,
            Than::LessOrEqual => value <= self.limit,
            Than::Equal => value == self.limit,
            Than::NotEqual => value != self.limit,
            Than::GreaterOrEqual => value >= self.limit,
            Than::Greater => value > self.limit,
        }
    }
}

impl Section {
    pub fn new(text: &str) -> Self {
        let mut parser = Parser::default();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' => {
                    let quoted: String = chars.by_ref().take_while(|c| *c != '"').collect();
                    parser.literal(&quoted);
                }
                // `\` shows the next character, `*` repeats it to fill the cell
                '\\' | '*' => parser.literals(chars.next()),
                // `_` leaves a space as wide as the next character
                '_' => {
                    chars.next();
                    parser.literal(" ");
                }
                '[' => parser.bracket(&chars.by_ref().take_while(|c| *c != ']').collect::<String>()),
                '0' | '#' | '?' => parser.digit(c == '0'),
                '.' if !parser.point => parser.point(),
                ',' if parser.has_digits => parser.commas += 1,
                '%' => {
                    parser.section.percents += 1;
                    parser.piece(Piece::Percent);
                }
                '@' => parser.piece(Piece::Text),
                'E' | 'e' if parser.has_digits && matches!(chars.peek(), Some('+' | '-')) => {
                    parser.section.is_scientific = true;
                    break;
                }
                '/' if parser.has_digits => parser.section.is_fraction = true,
                'G' | 'g' if chars.clone().take(6).collect::<String>().eq_ignore_ascii_case("eneral") => {
                    chars.nth(5);
                    parser.piece(Piece::General);
                }
                'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => parser.section.is_date = true,
                _ => parser.literals(Some(c)),
            }
        }
        parser.end()
    }

    /// Whether it is only for text.
    pub fn is_of_text(&self) -> bool {
        self.pieces.contains(&Piece::Text)
    }

    /// Whether its condition holds only for numbers below 0.
    pub fn is_only_below(&self) -> bool {
        self.condition.is_some_and(|condition| match condition.than {
            Than::Less => condition.limit <= Decimal::ZERO,
            Than::LessOrEqual | Than::Equal => condition.limit < Decimal::ZERO,
            Than::NotEqual | Than::GreaterOrEqual | Than::Greater => false,
        })
    }

    /// The texts that it shows literally.
    pub fn literals(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Literal(text) => Some(text.as_str()),
            Piece::Digit { .. } | Piece::Point | Piece::General | Piece::Text | Piece::Percent => None,
        })
    }
}

/// The state of parsing a section.
#[derive(Default)]
struct Parser {
    section: Section,
    literal: String,
    has_digits: bool,
    point: bool,
    decimals: u32,
    /// The commas since the last digit place. Between digits they group, after the digits they divide.
    commas: u32,
}

impl Parser {
    fn literal(&mut self, text: &str) {
        self.literal.push_str(text);
    }

    fn literals(&mut self, c: Option<char>) {
        self.literal.extend(c);
    }

    fn piece(&mut self, piece: Piece) {
        if !self.literal.is_empty() {
            self.section.pieces.push(Piece::Literal(mem::take(&mut self.literal)));
        }
        self.section.pieces.push(piece);
    }

    fn digit(&mut self, always: bool) {
        self.piece(Piece::Digit { always });
        self.has_digits = true;
        self.decimals += u32::from(self.point);
        self.commas = 0;
    }

    fn point(&mut self) {
        self.piece(Piece::Point);
        self.point = true;
        self.section.thousands += mem::take(&mut self.commas);
    }

    /// Reads a text in brackets: a condition, a currency, a duration, a colour or a language.
    fn bracket(&mut self, text: &str) {
        if let Some(condition) = Condition::new(text) {
            self.section.condition = Some(condition);
        } else if let Some(currency) = text.strip_prefix('$') {
            let shown = currency.split_once('-').map_or(currency, |(shown, _)| shown);
            self.literal(shown);
        } else if !text.is_empty() && text.chars().all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's'))
        {
            self.section.is_date = true;
        } else {
            self.section.colour = self.section.colour.or_else(|| colour(text));
        }
    }

    fn end(mut self) -> Section {
        if !self.literal.is_empty() {
            self.section.pieces.push(Piece::Literal(self.literal));
        }
        let section = &mut self.section;
        section.thousands += self.commas;
        let is_plain = self.has_digits && !section.is_date && !section.is_fraction && !section.is_scientific;
        section.decimals = is_plain.then_some(self.decimals);
        self.section
    }
}

/// The colour with a name or a number in brackets.
fn colour(text: &str) -> Option<[u8; 3]> {
    const COLOURS: [(&str, [u8; 3]); 8] = [
        ("black", [0, 0, 0]),
        ("white", [255, 255, 255]),
        ("red", [255, 0, 0]),
        ("green", [0, 255, 0]),
        ("blue", [0, 0, 255]),
        ("yellow", [255, 255, 0]),
        ("magenta", [255, 0, 255]),
        ("cyan", [0, 255, 255]),
    ];
    let name = text.trim().to_ascii_lowercase();
    let numbered = || name.strip_prefix("color")?.trim().parse::<usize>().ok()?.checked_sub(1);
    let by_name = COLOURS.iter().find(|(own, _)| *own == name);
    by_name.or_else(|| COLOURS.get(numbered()?)).map(|(_, colour)| *colour)
}

/// The sections of a code.
pub(super) fn split(code: &str) -> impl Iterator<Item = &str> {
    let (mut quoted, mut bracket, mut escaped) = (false, false, false);
    code.split(move |c: char| {
        if mem::take(&mut escaped) {
            return false;
        }
        match c {
            '"' if !bracket => quoted = !quoted,
            _ if quoted => {}
            '\\' | '_' | '*' => escaped = true,
            '[' => bracket = true,
            ']' => bracket = false,
            ';' => return !bracket,
            _ => {}
        }
        false
    })
}
