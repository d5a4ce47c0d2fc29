//! What is wrong with the writing of a definition (TOML), in Vietnamese: what stands there, and what to write.

/// The words for a mistake that the reader of TOML found.
pub(super) fn say(message: &str) -> String {
    /// Parts of the reader's messages, the more particular first, each with what to write.
    const KNOWN: [(&str, &str); 15] = [
        (
            "string values must be quoted",
            "chữ và ngày phải đúng cách ghi: chữ đặt trong ngoặc kép thẳng \"…\" (không dùng “…” của Word), ngày ghi 2026-01-31, số thập phân ghi 3.5",
        ),
        ("missing comma between key-value pairs", "thiếu dấu phẩy giữa hai mục trong { … }"),
        (
            "missing comma between array elements",
            "thiếu dấu phẩy: mỗi mục trong [ … ] cách nhau bằng dấu phẩy",
        ),
        ("missing key for inline table element", "ngoặc { … } chưa đóng, hoặc thiếu tên mục trước dấu “=”"),
        (
            "invalid literal string",
            "số hoặc chữ viết chưa đúng: số thập phân ghi dấu chấm (3.5, không ghi 3,5), chữ đặt trong ngoặc kép thẳng \"…\"",
        ),
        ("invalid basic string", "chữ chưa đóng ngoặc kép: thêm \" ở cuối"),
        ("invalid multi-line", "chữ nhiều dòng chưa đóng: thêm \"\"\" ở cuối"),
        ("key with no value", "thiếu dấu “=” giữa tên mục và giá trị"),
        ("duplicate key", "mục này đã ghi ở trên; chỉ giữ một"),
        (
            "unexpected key or value",
            "thừa chữ ở cuối dòng, hoặc thiếu dấu ngoặc ở đầu; mỗi mục ghi trên một dòng",
        ),
        ("missing value", "thiếu giá trị sau dấu “=”"),
        ("unclosed inline table", "ngoặc { … } chưa đóng: thêm } ở cuối"),
        ("unclosed array", "ngoặc [ … ] chưa đóng: thêm ] ở cuối"),
        ("unclosed table", "tên bảng chưa đóng ngoặc: ghi [tên] hoặc [[rules]]"),
        ("number", "số viết chưa đúng: viết liền, dấu thập phân là dấu chấm (1000; 3.5)"),
    ];
    let known = KNOWN.iter().find(|(part, _)| message.contains(part));
    known.map_or_else(
        || format!("viết sai ở đây, xem lại dấu ngoặc, dấu phẩy và dấu “=” ({message})"),
        |(_, words)| (*words).to_owned(),
    )
}

/// What a kind of value is called, with how it is written.
pub(super) fn kind(name: &str) -> String {
    match name {
        "string" => "chữ trong ngoặc kép (\"…\")".to_owned(),
        "integer" => "số nguyên (12)".to_owned(),
        "float" => "số thập phân (3.5)".to_owned(),
        "number" => "số (12 hoặc 3.5)".to_owned(),
        "boolean" => "true hoặc false".to_owned(),
        "array" => "danh sách trong ngoặc vuông ([\"…\", \"…\"])".to_owned(),
        "table" => "các mục trong ngoặc nhọn ({ tên = giá trị })".to_owned(),
        "datetime" => "ngày (2026-01-31)".to_owned(),
        other => match other.strip_prefix("date (") {
            Some(example) => format!("ngày ({example}"),
            None => other.to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{kind, say};
    use phuluc_form::{Fault, definition};

    #[test]
    fn slips_of_writing_are_answered_in_vietnamese() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            let problems = definition::read("form.toml", text).err().map(|problems| problems.list);
            let faults = problems.unwrap_or_default().into_iter().map(|problem| problem.fault);
            let messages = faults.filter_map(|fault| match fault {
                Fault::Toml(message) => Some(message),
                _ => None,
            });
            let messages: Vec<String> = messages.collect();
            assert_eq!(messages.len(), 1, "{text}");
            assert!(say(&messages[0]).contains(expected), "{text}: {messages:?}");
        }
        case("a = “chữ”", "ngoặc kép thẳng");
        case("a = { b = 3,5 }", "3.5, không ghi 3,5");
        case("a = { b = \"x\" c = \"y\" }", "thiếu dấu phẩy");
        case("a = [\n{ b = 1 }\n{ c = 1 },\n]", "thiếu dấu phẩy");
        case("a = \"chữ", "chưa đóng ngoặc kép");
        case("a \"chữ\"", "thiếu dấu “=”");
        case("a = 1\na = 2", "đã ghi ở trên");
        assert_eq!(kind("date (2024-12-31)"), "ngày (2024-12-31)");
    }
}
