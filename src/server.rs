//! The server behind `phuluc mo`: requests of a browser on this machine become requests of the application.
//!
//! It listens on 127.0.0.1 only, on a free port. The browser that it opened has a key. Requests without the key,
//! under another host's name, or from another page are refused ([`guard`]). The size of bodies is limited while they
//! arrive ([`body`]). The application does everything else.

mod body;
mod guard;

use guard::{Guard, Passed};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderValue};
use hyper::service::service_fn;
use hyper::{Method, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use phuluc::page::{App, Refusal, Request, Response, document};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// The most connections that are answered at a time.
const CONNECTIONS: usize = 32;
/// The time that a browser has to send the head of a request, and its body.
const HEADER_TIME: Duration = Duration::from_secs(10);
const BODY_TIME: Duration = Duration::from_secs(120);
/// The Content-Security-Policy of pages: they run and load only their own style and script.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

type Reply = hyper::Response<Full<Bytes>>;

/// Answers requests until the program ends. `ready` gets the address to open, with the key in it.
pub(crate) fn serve(
    app: &'static App<'static>,
    now: fn() -> i64,
    port: u16,
    ready: impl FnOnce(&str),
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
        let guard = Arc::new(Guard::new(listener.local_addr()?.port())?);
        ready(&guard.first_address());
        let seats = Arc::new(Semaphore::new(CONNECTIONS));
        loop {
            let (stream, _) = listener.accept().await?;
            let Ok(seat) = Arc::clone(&seats).try_acquire_owned() else { continue };
            let guard = Arc::clone(&guard);
            tokio::spawn(async move {
                let service = service_fn(|request| reply(request, app, now, Arc::clone(&guard)));
                let connection = hyper::server::conn::http1::Builder::new()
                    .timer(TokioTimer::new())
                    .header_read_timeout(HEADER_TIME)
                    .serve_connection(TokioIo::new(stream), service);
                // a browser that closes the connection early is no error of ours
                let _ = connection.await;
                drop(seat);
            });
        }
    })
}

async fn reply(
    request: hyper::Request<Incoming>,
    app: &'static App<'static>,
    now: fn() -> i64,
    guard: Arc<Guard>,
) -> io::Result<Reply> {
    let mut reply = match guard.pass(&request) {
        Passed::Refused(status) => plain(status, "text/plain; charset=utf-8", Bytes::new()),
        Passed::First(cookie) => {
            let mut reply = plain(StatusCode::SEE_OTHER, "text/plain; charset=utf-8", Bytes::new());
            put(&mut reply, header::LOCATION, &app.first_path());
            put(&mut reply, header::SET_COOKIE, &cookie);
            reply
        }
        Passed::Known => known(request, app, now).await,
    };
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // under “no-referrer” browsers would not tell from which page a form comes
        (header::REFERRER_POLICY, "same-origin"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        put(&mut reply, name, value);
    }
    Ok(reply)
}

/// The reply to a request that has the key.
async fn known(request: hyper::Request<Incoming>, app: &'static App<'static>, now: fn() -> i64) -> Reply {
    let path = request.uri().path().trim_start_matches('/').to_owned();
    if let Some((kind, text)) = phuluc::page::asset(&path) {
        return plain(StatusCode::OK, kind, Bytes::from_static(text.as_bytes()));
    }
    let is_post = request.method() == Method::POST;
    let read = tokio::time::timeout(BODY_TIME, body::read(request)).await;
    let (fields, files) = match read {
        Ok(Ok(parts)) => parts,
        Ok(Err(status)) => return refused(status),
        Err(_) => return refused(StatusCode::REQUEST_TIMEOUT),
    };
    let asked = Request { path, is_post, fields, files, now: now() };
    // checking files takes time, and other connections must not wait for it
    match tokio::task::spawn_blocking(move || app.handle(&asked)).await {
        Ok(Response::Page { status, html }) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
            plain(status, "text/html; charset=utf-8", Bytes::from(document(&html)))
        }
        Ok(Response::File { name, kind, bytes }) => {
            let mut reply = plain(StatusCode::OK, kind, Bytes::from(bytes));
            // the application gives only plain ASCII names
            put(&mut reply, header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{name}\""));
            reply
        }
        Err(_) => refused(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

/// The reply to a request that could not be taken or answered.
fn refused(status: StatusCode) -> Reply {
    let why = match status {
        StatusCode::PAYLOAD_TOO_LARGE => Refusal::TooLarge(body::MOST_BYTES >> 20),
        StatusCode::REQUEST_TIMEOUT => Refusal::TooSlow,
        StatusCode::BAD_REQUEST => Refusal::NotUnderstood,
        _ => Refusal::Failed,
    };
    plain(status, "text/html; charset=utf-8", Bytes::from(document(&why.page())))
}

fn plain(status: StatusCode, kind: &'static str, body: Bytes) -> Reply {
    let mut reply = Reply::new(Full::new(body));
    *reply.status_mut() = status;
    reply.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    reply
}

fn put(reply: &mut Reply, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        reply.headers_mut().insert(name, value);
    }
}
