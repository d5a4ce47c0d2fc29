//! The built-in sample: reports of invented communes, so that people see live figures in the first minute.

use crate::Upload;

/// The reports of the sample, by name and content.
const FILES: [(&str, &[u8]); 3] = [
    ("xa-vi-du-02.xlsx", include_bytes!("../../../workbooks/sample-district/nhan/xa-vi-du-02.xlsx")),
    ("xa-vi-du-03.xlsx", include_bytes!("../../../workbooks/sample-district/nhan/xa-vi-du-03.xlsx")),
    ("xa-vi-du-05.xlsx", include_bytes!("../../../workbooks/sample-district/nhan/xa-vi-du-05.xlsx")),
];

/// The reports as if somebody had dropped them.
pub(crate) fn files() -> impl Iterator<Item = Upload> {
    FILES.into_iter().map(|(name, bytes)| Upload {
        field: "tep".to_owned(),
        name: name.to_owned(),
        bytes: bytes.to_vec(),
    })
}
