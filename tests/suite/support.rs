//! What the tests build with: workbooks, sheets and files, figures drawn at random, and other programs that read and
//! recalculate.

pub(crate) mod archives_and_mails;
pub(crate) mod browser;
pub(crate) mod builder;
pub(crate) mod cells_as_xml;
pub(crate) mod chance;
pub(crate) mod consolidation;
pub(crate) mod damage;
pub(crate) mod desk;
pub(crate) mod diagnoses;
pub(crate) mod drawn_sheets;
pub(crate) mod engines;
pub(crate) mod files;
pub(crate) mod filling;
pub(crate) mod looks_as_files;
pub(crate) mod office_habits;
pub(crate) mod python;
pub(crate) mod round_folder;
pub(crate) mod styled_sheets;
pub(crate) mod xls_files;
pub(crate) mod xlsb_files;
