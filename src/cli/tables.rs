//! Rounds as tables in a folder, for programs that answer questions over many rounds: a file a table and period, as
//! CSV or Parquet.

use super::disk::{Disk, shown};
use super::output::{self, Target};
use super::{Error, disk, inputs};
use clap::ValueEnum;
use phuluc::desk::{self, OpenRound};
use phuluc::say::report::tables::{self, ForTables, Table};
use phuluc::say::{Lang, RoundMessage, words};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// How values are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Csv,
    Json,
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Format {
    /// How the names of its files end.
    const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            #[cfg(feature = "parquet")]
            Self::Parquet => "parquet",
        }
    }
}

/// Writes the tables of rounds into a folder.
pub(crate) fn write(
    rounds: &[PathBuf],
    format: Format,
    folder: &Path,
    forms: Option<&Path>,
    lang: Lang,
) -> Result<(), Error> {
    let mut written = BTreeSet::new();
    for path in rounds {
        let checker = inputs::checker(forms, Some(path), lang)?;
        let tools = inputs::tools(&checker);
        let disk = Disk::of_round(path);
        disk::refuse_inputs(Some(folder), std::slice::from_ref(path))?;
        let open = OpenRound::open(&disk, &tools)?;
        let closed = desk::record(&disk);
        let only_accepted = closed.as_ref().is_some_and(|closed| closed.only_accepted);
        let consolidation = open.consolidation(&tools, only_accepted);
        let of = ForTables { consolidation: &consolidation, closed: closed.as_ref() };
        for table in of.tables() {
            let name = table.name;
            let file = |key: &str| folder.join(format!("{name}_{key}.{}", format.ending()));
            let path = file(&of.key());
            if !written.insert(path.clone()) {
                return Err(Error::SamePeriod(path));
            }
            Target::new(&path)?.write_with(|out| Ok(write_table(table, format, out)?))?;
            output::print_message(&words::say(lang, RoundMessage::Written(&shown(&path))));
            // what was written before the closing is now there twice
            if let Some(before) = of.key_before().map(|key| file(&key)).filter(|before| before.is_file()) {
                fs::remove_file(&before).map_err(|source| output::not_written(&before, source))?;
                output::print_message(&words::say(lang, RoundMessage::NoLongerNeeded(&shown(&before))));
            }
        }
    }
    Ok(())
}

fn write_table(table: Table<'_>, format: Format, out: &mut output::FirstFailure<'_>) -> std::io::Result<()> {
    match format {
        #[cfg(feature = "parquet")]
        Format::Parquet => super::parquet::write(table, out),
        Format::Csv | Format::Json => tables::write_csv(table, out),
    }
}
