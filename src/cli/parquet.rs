//! Tables as Parquet files.
//!
//! It takes a table and writes its rows in groups, column by column. Figures are doubles, as workbooks have them.

use ::parquet::basic::Compression;
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::parser::parse_message_type;
use chrono::NaiveDate;
use phuluc::say::report::tables::{ColumnKind, Field, Table};
use rust_decimal::prelude::ToPrimitive;
use std::io;
use std::sync::Arc;

/// How many rows stand in a group: enough to be compressed well, few enough to be kept in memory.
const GROUP: usize = 100_000;

/// Writes a table.
///
/// # Errors
/// If the output cannot be written.
pub(crate) fn write(table: Table<'_>, out: impl io::Write + Send) -> io::Result<()> {
    let fields = table.columns.iter().map(|(name, kind)| {
        let kind = match kind {
            ColumnKind::Text => format!("BYTE_ARRAY {name} (UTF8)"),
            ColumnKind::Number => format!("DOUBLE {name}"),
            ColumnKind::Count => format!("INT64 {name}"),
            ColumnKind::Flag => format!("BOOLEAN {name}"),
            ColumnKind::Day => format!("INT32 {name} (DATE)"),
        };
        format!("OPTIONAL {kind};")
    });
    let schema = format!("message table {{ {} }}", fields.collect::<String>());
    let schema = Arc::new(parse_message_type(&schema).map_err(failed)?);
    // the same rows give the same bytes whatever the library's version says of itself
    let properties = WriterProperties::builder()
        .set_created_by("phuluc".to_owned())
        .set_compression(Compression::SNAPPY)
        .build();
    let mut writer = SerializedFileWriter::new(out, schema, Arc::new(properties)).map_err(failed)?;
    let mut rows = table.rows.peekable();
    while rows.peek().is_some() {
        let group: Vec<Vec<Field<'_>>> = rows.by_ref().take(GROUP).collect();
        write_group(&mut writer, table.columns.iter().map(|(_, kind)| *kind), &group).map_err(failed)?;
    }
    writer.close().map(drop).map_err(failed)
}

fn write_group(
    writer: &mut SerializedFileWriter<impl io::Write + Send>,
    kinds: impl Iterator<Item = ColumnKind>,
    rows: &[Vec<Field<'_>>],
) -> Result<(), ParquetError> {
    let mut group = writer.next_row_group()?;
    for (at, kind) in kinds.enumerate() {
        let Some(column) = group.next_column()? else { break };
        let fields = rows.iter().filter_map(|row| row.get(at));
        match kind {
            ColumnKind::Text => put::<ByteArrayType>(column, fields, |field| match field {
                Field::Text(text) => Some(ByteArray::from(text.as_bytes().to_vec())),
                _ => None,
            })?,
            ColumnKind::Number => put::<DoubleType>(column, fields, |field| match field {
                Field::Number(number) => number.to_f64(),
                _ => None,
            })?,
            ColumnKind::Count => put::<Int64Type>(column, fields, |field| match field {
                Field::Count(count) => i64::try_from(*count).ok(),
                _ => None,
            })?,
            ColumnKind::Flag => put::<BoolType>(column, fields, |field| match field {
                Field::Flag(flag) => Some(*flag),
                _ => None,
            })?,
            ColumnKind::Day => put::<Int32Type>(column, fields, |field| match field {
                Field::Day(day) => day_number(*day),
                _ => None,
            })?,
        }
    }
    group.close().map(drop)
}

/// Writes a column: what is there, and where nothing is.
fn put<'f, 'c: 'f, T: DataType>(
    mut column: SerializedColumnWriter<'_>,
    fields: impl Iterator<Item = &'f Field<'c>>,
    value: impl Fn(&Field<'_>) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let (mut values, mut is_there) = (Vec::new(), Vec::new());
    for value in fields.map(value) {
        is_there.push(i16::from(value.is_some()));
        values.extend(value);
    }
    column.typed::<T>().write_batch(&values, Some(&is_there), None)?;
    column.close()
}

/// A day by its number since 1970.
fn day_number(day: NaiveDate) -> Option<i32> {
    i32::try_from(day.signed_duration_since(NaiveDate::default()).num_days()).ok()
}

fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(source) => io::Error::other(source),
        error => io::Error::other(error),
    }
}
