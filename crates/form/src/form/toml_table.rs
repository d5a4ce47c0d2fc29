//! A TOML table that is read key by key. Each mistake is noted with its place, and reading goes on.
//!
//! It gives texts, numbers, dates, words of a list and inner tables, each with its place. At the end it notes the
//! keys that nobody asked for.

use super::definition_problems::{Fault, Problems, near};
use chrono::{NaiveDate, NaiveTime};
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A table, the problems of its file, and the keys asked for so far.
pub struct TomlTable<'t, 'p> {
    keys: &'t DeTable<'t>,
    span: Range<usize>,
    problems: &'p RefCell<Problems>,
    asked: RefCell<Vec<&'static str>>,
}

/// A text and where it stands, quotes included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpannedText {
    /// The text.
    pub text: String,
    /// Where it stands in the definition.
    pub span: Range<usize>,
}

fn spanned(key: &Spanned<Cow<'_, str>>) -> SpannedText {
    SpannedText { text: key.get_ref().to_string(), span: key.span() }
}

impl<'t, 'p> TomlTable<'t, 'p> {
    /// Begins to read a table at its place in the text. Problems are noted in `problems`.
    pub fn new(keys: &'t DeTable<'t>, span: Range<usize>, problems: &'p RefCell<Problems>) -> Self {
        Self { keys, span, problems, asked: RefCell::default() }
    }

    /// Where it stands in the definition.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Whether the file has any problem so far.
    pub fn has_problems(&self) -> bool {
        !self.problems.borrow().is_empty()
    }

    /// Notes a problem.
    pub fn note(&self, span: Range<usize>, fault: Fault) {
        self.problems.borrow_mut().add(span, fault);
    }

    /// A text that may be absent.
    pub fn text(&self, key: &'static str) -> Option<SpannedText> {
        let value = self.get(key)?;
        let text = self.typed(value, "string", DeValue::as_str)?;
        if text.trim().is_empty() {
            self.note(value.span(), Fault::Empty);
            return None;
        }
        Some(SpannedText { text: text.to_owned(), span: value.span() })
    }

    /// A text that must be there; the problem is noted if it is not.
    pub fn required(&self, key: &'static str) -> Option<SpannedText> {
        self.require(key);
        self.text(key)
    }

    /// Notes a problem if the key is missing.
    pub fn require(&self, key: &'static str) {
        if self.keys.get(key).is_none() {
            self.note(self.span(), Fault::Missing(key));
        }
    }

    /// A key that is true or false; false if absent.
    pub fn flag(&self, key: &'static str) -> bool {
        self.flag_unless_said(key, false)
    }

    /// A key that is true or false; `unless_said` if absent.
    pub fn flag_unless_said(&self, key: &'static str, unless_said: bool) -> bool {
        let value = self.get(key);
        value.and_then(|value| self.typed(value, "boolean", DeValue::as_bool)).unwrap_or(unless_said)
    }

    /// A whole number.
    pub fn whole(&self, key: &'static str) -> Option<u32> {
        let value = self.get(key)?;
        self.typed(value, "integer", |v| v.as_integer().and_then(|i| i.as_str().parse().ok()))
    }

    /// A date.
    pub fn date(&self, key: &'static str) -> Option<NaiveDate> {
        let value = self.get(key)?;
        self.typed(value, "date (2024-12-31)", |v| {
            let date = v.as_datetime()?.date?;
            NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
        })
    }

    /// A time of day.
    pub fn time(&self, key: &'static str) -> Option<NaiveTime> {
        let value = self.get(key)?;
        self.typed(value, "time (17:00:00)", |v| {
            let time = v.as_datetime().filter(|datetime| datetime.date.is_none())?.time?;
            NaiveTime::from_hms_opt(time.hour.into(), time.minute.into(), time.second.unwrap_or(0).into())
        })
    }

    /// A date with or without a time of day and an offset.
    pub fn datetime(&self, key: &'static str) -> Option<toml::value::Datetime> {
        let value = self.get(key)?;
        self.typed(value, "date and time (2024-12-16T17:00:00+07:00)", |v| {
            v.as_datetime().filter(|datetime| datetime.date.is_some()).copied()
        })
    }

    /// One of the given words; another word is noted as a problem.
    pub fn word<T: Copy>(&self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(key)?;
        self.one_of(&text, words)
    }

    /// The meaning of a text that is one of the given words; another word is noted as a problem.
    pub fn one_of<T: Copy>(&self, text: &SpannedText, words: &[(&str, T)]) -> Option<T> {
        let found = words.iter().find(|(word, _)| *word == text.text).map(|(_, value)| *value);
        if found.is_none() {
            let allowed: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let near = near(&text.text, allowed.iter().copied());
            let allowed = allowed.into_iter().map(str::to_owned).collect();
            self.note(text.span.clone(), Fault::UnknownWord { allowed, near });
        }
        found
    }

    /// A list of texts; empty if absent.
    pub fn texts(&self, key: &'static str) -> Vec<SpannedText> {
        self.array(key).iter().filter_map(|value| self.text_in(value)).collect()
    }

    /// The text of a value; another kind of value is noted as a problem.
    fn text_in(&self, value: &Spanned<DeValue<'t>>) -> Option<SpannedText> {
        let text = self.typed(value, "string", DeValue::as_str)?;
        Some(SpannedText { text: text.to_owned(), span: value.span() })
    }

    /// Texts, or `false` for none at all; `None` if absent.
    pub fn texts_or_none(&self, key: &'static str) -> Option<Vec<SpannedText>> {
        let value = self.get(key)?;
        match value.get_ref().as_bool() {
            Some(false) => Some(Vec::new()),
            _ => Some(self.texts(key)),
        }
    }

    /// A list of numbers; empty if absent.
    pub fn figures(&self, key: &'static str) -> Vec<Decimal> {
        self.array(key).iter().filter_map(|value| self.figure(value)).collect()
    }

    /// All keys with their numbers, for tables whose keys are data.
    pub fn entries_of_figures(&self) -> Vec<(SpannedText, Decimal)> {
        let entries = self.keys.iter();
        entries.filter_map(|(key, value)| Some((spanned(key), self.figure(value)?))).collect()
    }

    /// A number as it is written, whole or with decimals.
    fn figure(&self, value: &Spanned<DeValue<'t>>) -> Option<Decimal> {
        self.typed(value, "number", |value| {
            let written = match value {
                DeValue::Integer(whole) => whole.as_str(),
                DeValue::Float(figure) => figure.as_str(),
                _ => return None,
            };
            Decimal::from_str_exact(written).ok()
        })
    }

    /// A list of texts, or one text without a list; empty if absent.
    pub fn text_or_texts(&self, key: &'static str) -> Vec<SpannedText> {
        let is_text = self.keys.get(key).is_some_and(|value| value.get_ref().is_str());
        if is_text { self.text(key).into_iter().collect() } else { self.texts(key) }
    }

    /// The single texts of a list, and the lists of texts inside it; empty if absent.
    pub fn texts_by_level(&self, key: &'static str) -> (Vec<SpannedText>, Vec<Vec<SpannedText>>) {
        let (mut texts, mut lists) = (Vec::new(), Vec::new());
        for value in self.array(key) {
            match value.get_ref().as_array() {
                Some(list) => lists.push(list.iter().filter_map(|value| self.text_in(value)).collect()),
                None => texts.extend(self.text_in(value)),
            }
        }
        (texts, lists)
    }

    /// A list of tables; empty if absent.
    pub fn tables(&self, key: &'static str) -> Vec<TomlTable<'t, 'p>> {
        self.array(key).iter().filter_map(|value| self.as_table(value)).collect()
    }

    /// A table inside this one.
    pub fn table(&self, key: &'static str) -> Option<TomlTable<'t, 'p>> {
        self.get(key).and_then(|value| self.as_table(value))
    }

    /// Whether the key holds a table, so that a shape can be chosen by it.
    pub fn holds_table(&self, key: &str) -> bool {
        self.keys.get(key).is_some_and(|value| value.get_ref().is_table())
    }

    /// All keys with their texts, for tables whose keys are data.
    pub fn entries(&self) -> Vec<(SpannedText, SpannedText)> {
        let entries = self.keys.iter();
        entries.filter_map(|(key, value)| Some((spanned(key), self.text_in(value)?))).collect()
    }

    /// Notes every key that no reader asked for.
    pub fn finish(&self) {
        let asked = self.asked.borrow();
        for key in self.keys.keys() {
            if !asked.iter().any(|known| *known == key.get_ref().as_ref()) {
                let near = near(key.get_ref(), asked.iter().copied());
                self.note(key.span(), Fault::UnknownKey { near });
            }
        }
    }

    fn array(&self, key: &'static str) -> &'t [Spanned<DeValue<'t>>] {
        let value = self.get(key);
        value.and_then(|value| self.typed(value, "array", |v| v.as_array())).map_or(&[], |array| array)
    }

    fn as_table(&self, value: &'t Spanned<DeValue<'t>>) -> Option<TomlTable<'t, 'p>> {
        let table = self.typed(value, "table", |v| v.as_table())?;
        Some(TomlTable::new(table, value.span(), self.problems))
    }

    fn get(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.asked.borrow_mut().push(key);
        self.keys.get(key)
    }

    fn typed<'v, T>(
        &self,
        value: &'v Spanned<DeValue<'t>>,
        expected: &'static str,
        get: impl FnOnce(&'v DeValue<'t>) -> Option<T>,
    ) -> Option<T> {
        let found = get(value.get_ref());
        if found.is_none() {
            let found = value.get_ref().type_str().to_owned();
            self.note(value.span(), Fault::WrongType { expected, found });
        }
        found
    }
}
