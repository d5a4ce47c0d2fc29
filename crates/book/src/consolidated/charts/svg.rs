//! A picture as SVG, which Word and every browser show as sharp as print.

use super::picture::{Picture, Side};

/// Writes a picture.
pub(in crate::consolidated) fn written(picture: &Picture) -> String {
    let Picture { width, height, .. } = picture;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"Times New Roman, Liberation Serif, serif\" \
         font-size=\"14\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
    );
    for bar in &picture.bars {
        svg += &format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>\n",
            bar.x, bar.y, bar.width, bar.height, bar.colour
        );
    }
    for words in &picture.words {
        let anchor = match words.side {
            Side::Start => "",
            Side::Middle => " text-anchor=\"middle\"",
            Side::End => " text-anchor=\"end\"",
        };
        let size = if words.size == 14 { String::new() } else { format!(" font-size=\"{}\"", words.size) };
        let bold = if words.bold { " font-weight=\"bold\"" } else { "" };
        svg += &format!(
            "<text x=\"{}\" y=\"{}\"{anchor}{size}{bold}>{}</text>\n",
            words.x,
            words.y,
            quick_xml::escape::escape(words.text.as_str())
        );
    }
    svg + "</svg>\n"
}
