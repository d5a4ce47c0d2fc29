//! The body of a request: the fields and files of a form, limited in size while they arrive.

use http_body_util::{BodyDataStream, Limited};
use hyper::body::Incoming;
use hyper::{Request, StatusCode, header};
use multer::{Constraints, Multipart, SizeLimit};
use phuluc::page::Upload;

/// The most bytes of one request. The page's script has the same figure.
pub(super) const MOST_BYTES: usize = 200 << 20;

/// The fields and the files of a form.
type Parts = (Vec<(String, String)>, Vec<Upload>);

/// Reads the body of a request. The error is the status with which to refuse it.
pub(super) async fn read(request: Request<Incoming>) -> Result<Parts, StatusCode> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.unwrap_or_default().to_owned();
    let body = Limited::new(request.into_body(), MOST_BYTES);
    if kind.starts_with("multipart/form-data") {
        let boundary = multer::parse_boundary(&kind).map_err(|_| StatusCode::BAD_REQUEST)?;
        multipart(body, boundary).await
    } else if kind.starts_with("application/x-www-form-urlencoded") {
        use http_body_util::BodyExt;
        let bytes = body.collect().await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?.to_bytes();
        Ok((fields(&String::from_utf8_lossy(&bytes)), Vec::new()))
    } else {
        Ok(Parts::default())
    }
}

async fn multipart(body: Limited<Incoming>, boundary: String) -> Result<Parts, StatusCode> {
    // no limit for single files: one that is too large for a workbook is refused by the reader, with its name, and
    // the others are still taken
    let sizes = SizeLimit::new().whole_stream(MOST_BYTES as u64);
    let constraints = Constraints::new().size_limit(sizes);
    let stream = BodyDataStream::new(body);
    let mut parts = Multipart::with_constraints(stream, boundary, constraints);
    let (mut fields, mut files) = Parts::default();
    while let Some(part) = parts.next_field().await.map_err(|error| status(&error))? {
        let field = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            Some(name) => {
                // browsers write a quotation mark in a name so
                let name = name.replace("%22", "\"");
                let bytes = part.bytes().await.map_err(|error| status(&error))?.to_vec();
                files.push(Upload { field, name, bytes });
            }
            None => fields.push((field, part.text().await.map_err(|error| status(&error))?)),
        }
    }
    Ok((fields, files))
}

fn status(error: &multer::Error) -> StatusCode {
    match error {
        // multer reports the limit of the body as a stream that failed
        multer::Error::StreamSizeExceeded { .. } | multer::Error::StreamReadFailed(_) => {
            StatusCode::PAYLOAD_TOO_LARGE
        }
        _ => StatusCode::BAD_REQUEST,
    }
}

/// The fields of a form without files, such as `ai=Xã+Ví+dụ&can-cu=` with bytes as `%C3`.
fn fields(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (plain(name), plain(value)))
        .collect()
}

fn plain(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let escaped = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match (first, escaped.and_then(|two| u8::from_str_radix(two, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            (b'+', _) => bytes.push(b' '),
            (byte, _) => bytes.push(*byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::fields;

    #[test]
    fn fields_are_read_as_browsers_write_them() {
        let read = fields("ai=X%C3%A3+V%C3%AD+d%E1%BB%A5&can-cu=&x=100%&y");
        let expected = [("ai", "Xã Ví dụ"), ("can-cu", ""), ("x", "100%"), ("y", "")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(read, expected);
    }
}
