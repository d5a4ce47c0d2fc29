//! Archives and mails with which reports come.

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A zip archive. Names are written as given: UTF-8, or the raw bytes of an old code page.
pub(crate) fn archive(files: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stand_in = |index: usize, length: usize| format!("{:x<length$}", format!("{index:03}"));
    for (index, (name, bytes)) in files.iter().enumerate() {
        writer.start_file(stand_in(index, name.len()), SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    let mut packed = writer.finish().unwrap().into_inner();
    for (index, (name, _)) in files.iter().enumerate() {
        let stand_in = stand_in(index, name.len());
        for at in 0..packed.len() - name.len() {
            // a name stands after the fixed part of a local header (30 bytes) or a central one (46)
            let is_header = |back: usize, sign: &[u8]| at >= back && packed[at - back..].starts_with(sign);
            if packed[at..].starts_with(stand_in.as_bytes())
                && (is_header(30, b"PK\x03\x04") || is_header(46, b"PK\x01\x02"))
            {
                packed[at..at + name.len()].copy_from_slice(name);
            }
        }
    }
    packed
}

pub(crate) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let group =
            chunk.iter().fold(0u32, |group, byte| group << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for i in 0..4 {
            let letter = LETTERS[(group >> (18 - 6 * i) & 63) as usize];
            text.push(if i <= chunk.len() { char::from(letter) } else { '=' });
        }
        if text.len() % 77 == 76 {
            text.push('\n');
        }
    }
    text
}

/// A mail with one attachment.
pub(crate) fn mail(name: &str, bytes: &[u8]) -> Vec<u8> {
    format!(
        "From: a@example.com\r\nTo: b@example.com\r\nDate: Mon, 18 Mar 2024 09:15:00 +0700\r\n\
         Subject: bao cao\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"x\"\r\n\r\n\
         --x\r\nContent-Type: text/plain\r\n\r\nKinh gui\r\n--x\r\n\
         Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\
         Content-Disposition: attachment; filename*=UTF-8''{name}\r\n\r\n{}\r\n--x--\r\n",
        base64(bytes)
    )
    .into_bytes()
}

/// A mail to which another mail is attached as a whole.
pub(crate) fn forwarded(mail: &[u8]) -> Vec<u8> {
    let mark = format!("y{}", mail.len());
    let head = format!(
        "From: c@example.com\r\nTo: d@example.com\r\nDate: Tue, 19 Mar 2024 08:00:00 +0700\r\n\
         Subject: chuyen tiep\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"{mark}\"\r\n\r\n\
         --{mark}\r\nContent-Type: text/plain\r\n\r\nChuyen anh chi\r\n--{mark}\r\n\
         Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n"
    );
    [head.as_bytes(), mail, format!("\r\n--{mark}--\r\n").as_bytes()].concat()
}
