//! The guard of the server: lets in only the browser that has the key, under the server's own name, from its own
//! pages.

use hyper::header::{self, HeaderMap};
use hyper::{Method, Request, StatusCode};
use std::io;

/// The name of the key in the first address. The cookie's name also has the port, because browsers keep cookies by
/// host and not by port, and two of these servers may run at a time.
const KEY: &str = "khoa";

/// Decides whether a request is let in.
pub(super) struct Guard {
    port: u16,
    /// The key: 128 random bits as hexadecimal digits.
    key: String,
}

/// The decision about a request.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Passed {
    /// It is the first request, with the key in its address. The browser gets this cookie.
    First(String),
    /// It has the key.
    Known,
    /// It is refused with this status.
    Refused(StatusCode),
}

impl Guard {
    /// A guard with a new key for the server at this port.
    pub fn new(port: u16) -> io::Result<Self> {
        let mut bytes = [0_u8; 16];
        getrandom::fill(&mut bytes).map_err(io::Error::other)?;
        Ok(Self { port, key: format!("{:032x}", u128::from_be_bytes(bytes)) })
    }

    /// The address that the browser opens first, with the key.
    pub fn first_address(&self) -> String {
        format!("http://127.0.0.1:{}/?{KEY}={}", self.port, self.key)
    }

    /// The beginning of the cookie with the key.
    fn cookie(&self) -> String {
        format!("{KEY}-{}=", self.port)
    }

    /// Decides about a request.
    pub fn pass<B>(&self, request: &Request<B>) -> Passed {
        let headers = request.headers();
        let names = [format!("127.0.0.1:{}", self.port), format!("localhost:{}", self.port)];
        // a foreign name that resolves to this machine is an attack (DNS rebinding)
        let Some(host) = text(headers, &header::HOST).filter(|host| names.iter().any(|name| name == host))
        else {
            return Passed::Refused(StatusCode::MISDIRECTED_REQUEST);
        };
        if ![Method::GET, Method::POST].contains(request.method()) {
            return Passed::Refused(StatusCode::METHOD_NOT_ALLOWED);
        }
        let is_post = request.method() == Method::POST;
        let query = request.uri().query().unwrap_or_default();
        if !is_post && query.strip_prefix("khoa=").is_some_and(|key| is_same(key, &self.key)) {
            return Passed::First(format!(
                "{}{}; HttpOnly; SameSite=Strict; Path=/",
                self.cookie(),
                self.key
            ));
        }
        let cookies = text(headers, &header::COOKIE).unwrap_or_default();
        let own = self.cookie();
        let mut keys = cookies.split(';').filter_map(|cookie| cookie.trim().strip_prefix(own.as_str()));
        if !keys.any(|key| is_same(key, &self.key)) {
            return Passed::Refused(StatusCode::FORBIDDEN);
        }
        // pages of other sites can send forms here, but not with our origin
        let origin = format!("http://{host}");
        if is_post && text(headers, &header::ORIGIN) != Some(origin.as_str()) {
            return Passed::Refused(StatusCode::FORBIDDEN);
        }
        Passed::Known
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &header::HeaderName) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Compares two keys in a time that does not tell how many characters agree.
fn is_same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |apart, (a, b)| apart | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::{Guard, Passed};
    use hyper::{Request, StatusCode};

    const KEY: &str = "0123456789abcdef0123456789abcdef";
    const OTHER: &str = "00000000000000000000000000000000";

    #[track_caller]
    fn case(method: &str, address: &str, headers: &[(&str, &str)], expected: &Passed) {
        let guard = Guard { port: 8080, key: KEY.to_owned() };
        let mut request = Request::builder().method(method).uri(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        assert_eq!(guard.pass(&request.body(()).unwrap()), *expected);
    }

    #[test]
    fn only_who_has_the_key_passes() {
        let key = format!("khoa-8080={KEY}");
        let own = ("host", "127.0.0.1:8080");
        let refused = Passed::Refused(StatusCode::FORBIDDEN);
        case("GET", "/", &[own], &refused);
        case("GET", "/", &[own, ("cookie", &format!("khoa-8080={OTHER}"))], &refused);
        case("GET", "/", &[own, ("cookie", &format!("khoa-8081={KEY}"))], &refused);
        case("GET", &format!("/?khoa={OTHER}"), &[own], &refused);
        case("GET", "/dot", &[own, ("cookie", &format!("a=b; khoa-8081={OTHER}; {key}"))], &Passed::Known);
        let cookie = format!("{key}; HttpOnly; SameSite=Strict; Path=/");
        case("GET", &format!("/?khoa={KEY}"), &[own], &Passed::First(cookie));
    }

    #[test]
    fn other_names_and_other_pages_are_refused() {
        let key = ("cookie", format!("khoa-8080={KEY}"));
        let key = (key.0, key.1.as_str());
        let own = ("host", "localhost:8080");
        let misdirected = Passed::Refused(StatusCode::MISDIRECTED_REQUEST);
        let refused = Passed::Refused(StatusCode::FORBIDDEN);
        case("GET", "/", &[("host", "evil.example:8080"), key], &misdirected);
        case("GET", "/", &[("host", "127.0.0.1"), key], &misdirected);
        case("GET", "/", &[key], &misdirected);
        case("POST", "/dot/nhan", &[own, key], &refused);
        case("POST", "/dot/nhan", &[own, key, ("origin", "null")], &refused);
        case("POST", "/dot/nhan", &[own, key, ("origin", "http://evil.example")], &refused);
        case("POST", "/dot/nhan", &[own, key, ("origin", "http://127.0.0.1:8080")], &refused);
        case("POST", "/dot/nhan", &[own, key, ("origin", "http://localhost:8080")], &Passed::Known);
        case("PUT", "/", &[own, key], &Passed::Refused(StatusCode::METHOD_NOT_ALLOWED));
    }
}
