//! The ids of forms, rows, columns and rules, each a type of its own.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// Declares an identifier: a cheap-to-clone string of its own type.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    };
}

id! {
    /// A form, whatever its version: `tthc-06a`.
    FormId
}
id! {
    /// A row: its code without the last dot (`2.1`), the id of the total row, or the key of an open row.
    RowId
}
id! {
    /// A column: `tiep_nhan`.
    ColumnId
}
id! {
    /// A rule of a form: `tthc-06a/tiep-nhan`.
    RuleId
}
