//! The base protocol's frames, read without trusting them.
//!
//! tower-lsp's own codec allocates what a header promises and stops for good at the first frame that it cannot
//! decode, so frames are read here: bytes that belong to no frame are skipped up to the next `Content-Length`, no
//! header makes the server allocate, lone surrogates become U+FFFD, and what is no message is refused and answered
//! while reading goes on. Knows nothing of what a message means.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

use memchr::{memchr, memchr2};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};

/// The longest body that is read, in bytes.
const LONGEST_BODY: u64 = 512 << 20;
/// The longest header block that is read, in bytes.
const LONGEST_HEADER: u64 = 8 << 10;
/// What is reserved for a body before its bytes have arrived.
const FIRST_RESERVE: u64 = 1 << 20;
/// The header that opens a frame, in lower case; its first letter occurs once.
const OPENER: &[u8] = b"content-length:";

/// What a client sends.
#[derive(Debug)]
pub(super) enum Message {
    /// A request or a notification.
    Request(Request),
    /// The answer to a request of the server.
    Response(Response),
}

/// One frame.
#[derive(Debug)]
pub(super) enum Frame {
    /// It holds a message.
    Message(Message),
    /// It holds none; the error is the answer to it.
    Refused(Error),
    /// It is to be passed over in silence.
    Ignored,
}

/// The frames of a stream.
pub(super) struct Frames<R> {
    input: R,
}

impl<R: BufRead> Frames<R> {
    /// The frames of `input`.
    pub(super) fn new(input: R) -> Self {
        Frames { input }
    }

    /// The next frame; `None` at the end of the stream.
    pub(super) fn next(&mut self) -> io::Result<Option<Frame>> {
        loop {
            if !self.seek_opener()? {
                return Ok(None);
            }
            let Some(length) = self.header()? else { continue };
            if length > LONGEST_BODY {
                // Its bytes, should they ever come, are skipped like any other bytes outside a frame.
                return Ok(Some(Frame::Refused(Error::parse_error())));
            }
            let mut body = Vec::with_capacity(usize::try_from(length.min(FIRST_RESERVE)).unwrap_or(0));
            let read = (&mut self.input).take(length).read_to_end(&mut body)?;
            if (read as u64) < length {
                return Ok(None);
            }
            if !body.is_empty() {
                return Ok(Some(parse(body)));
            }
        }
    }

    /// Reads up to and with the next opener; `false` at the end of the stream.
    fn seek_opener(&mut self) -> io::Result<bool> {
        let mut matched = 0;
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(false);
            }
            let mut at = 0;
            while at < buffer.len() && matched < OPENER.len() {
                if matched == 0 {
                    at = memchr2(b'c', b'C', &buffer[at..]).map_or(buffer.len(), |skip| at + skip);
                }
                let Some(&byte) = buffer.get(at) else { break };
                at += 1;
                matched = match byte.to_ascii_lowercase() {
                    byte if byte == OPENER[matched] => matched + 1,
                    b'c' => 1,
                    _ => 0,
                };
            }
            self.input.consume(at);
            if matched == OPENER.len() {
                return Ok(true);
            }
        }
    }

    /// Reads the rest of a header block behind its opener: the length of the body. `None` when there is no number or
    /// the block does not end.
    fn header(&mut self) -> io::Result<Option<u64>> {
        let mut left = LONGEST_HEADER;
        let mut line = Vec::new();
        let mut length = None;
        let mut first = true;
        loop {
            line.clear();
            let read = (&mut self.input).take(left).read_until(b'\n', &mut line)? as u64;
            left -= read;
            if !line.ends_with(b"\n") {
                return Ok(None);
            }
            let text = line.trim_ascii();
            if first {
                length = number(text);
            } else if text.is_empty() {
                return Ok(length);
            } else if text.len() > OPENER.len() && text[..OPENER.len()].eq_ignore_ascii_case(OPENER) {
                // A header that was cut off, and then a whole one.
                length = number(&text[OPENER.len()..]);
            }
            first = false;
        }
    }
}

fn number(text: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(text).ok()?.trim();
    // A number of more digits than fit is a promise that is not believed either.
    text.parse().ok().or_else(|| text.bytes().all(|b| b.is_ascii_digit()).then_some(u64::MAX))
}

/// A message as it stands in a frame, of either kind.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    jsonrpc: Cow<'a, str>,
    method: Option<String>,
    #[serde(default, deserialize_with = "present")]
    params: Option<Value>,
    #[serde(default, deserialize_with = "present")]
    id: Option<Id>,
    #[serde(default, deserialize_with = "present")]
    result: Option<Value>,
    error: Option<Value>,
}

/// Keeps `null` apart from nothing.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

fn parse(mut body: Vec<u8>) -> Frame {
    mend_surrogates(&mut body);
    let envelope: Envelope<'_> = match serde_json::from_slice(&body) {
        Ok(envelope) => envelope,
        Err(error) if error.is_data() => return Frame::Refused(Error::invalid_request()),
        Err(_) => return Frame::Refused(Error::parse_error()),
    };
    if envelope.jsonrpc != "2.0" {
        return Frame::Refused(Error::invalid_request());
    }
    match (envelope.method, envelope.id, envelope.result, envelope.error) {
        (Some(method), id, _, _) => {
            let mut request = Request::build(method);
            if let Some(params) = envelope.params {
                request = request.params(params);
            }
            if let Some(id) = id {
                request = request.id(id);
            }
            Frame::Message(Message::Request(request.finish()))
        }
        (None, Some(id), _, Some(error)) => {
            let error = serde_json::from_value(error).unwrap_or_else(|_| Error::internal_error());
            Frame::Message(Message::Response(Response::from_error(id, error)))
        }
        (None, Some(id), Some(result), None) => {
            Frame::Message(Message::Response(Response::from_ok(id, result)))
        }
        (None, None, Some(_), _) | (None, None, _, Some(_)) => Frame::Ignored,
        (None, _, None, None) => Frame::Refused(Error::invalid_request()),
    }
}

/// Rewrites the escapes of surrogates without a partner, which JSON parsers refuse, to that of U+FFFD.
fn mend_surrogates(body: &mut [u8]) {
    let mut at = 0;
    while let Some(skip) = memchr(b'\\', &body[at..]) {
        at += skip;
        match (surrogate(body, at), surrogate(body, at + 6)) {
            (Some(Surrogate::High), Some(Surrogate::Low)) => at += 12,
            (Some(_), _) => {
                body[at..at + 6].copy_from_slice(b"\\ufffd");
                at += 6;
            }
            (None, _) => at = (at + 2).min(body.len()),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Surrogate {
    High,
    Low,
}

/// The surrogate whose escape stands at `at`.
fn surrogate(body: &[u8], at: usize) -> Option<Surrogate> {
    let escape = body.get(at..at + 6)?;
    let digits = escape.strip_prefix(b"\\u")?;
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    match u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()? {
        0xd800..=0xdbff => Some(Surrogate::High),
        0xdc00..=0xdfff => Some(Surrogate::Low),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framed(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    /// What each frame is: a method, `=` for a response, a code for a refusal.
    fn read(stream: &[u8]) -> Vec<String> {
        let mut frames = Frames::new(stream);
        let mut all = Vec::new();
        while let Some(frame) = frames.next().unwrap() {
            all.push(match frame {
                Frame::Message(Message::Request(request)) => request.method().to_owned(),
                Frame::Message(Message::Response(response)) => format!("={}", response.id()),
                Frame::Refused(error) => error.code.code().to_string(),
                Frame::Ignored => "ignored".to_owned(),
            });
        }
        all
    }

    const EXIT: &str = r#"{"jsonrpc":"2.0","method":"exit"}"#;

    #[test]
    fn frames_are_found_among_garbage() {
        let exit = framed(EXIT);
        let streams = [
            format!("garbage\r\n\r\ncontent {exit}"),
            format!("Content-Length: many\r\n\r\n{exit}"),
            format!("Content-Length: 10\r\n{exit}"),
            format!("Content-Length: 9{}{exit}", "x".repeat(20_000)),
            format!("Content-Type: application/vscode-jsonrpc; charset=utf-16\r\n{exit}"),
            format!("content-length:{}\nX: y\n\n{EXIT}", EXIT.len()),
            format!("{}{exit}", framed("")),
            format!("ccCcontent-lenCo{exit}"),
        ];
        for stream in streams {
            assert_eq!(read(stream.as_bytes()), ["exit"], "{stream}");
        }
        assert!(read(b"Content-Length: 50\r\n\r\n{").is_empty());
    }

    #[test]
    fn promises_of_gigabytes_are_refused_and_reading_goes_on() {
        for length in ["99999999999", "99999999999999999999999999"] {
            let stream = format!("Content-Length: {length}\r\n\r\n{{}}{}", framed(EXIT));
            assert_eq!(read(stream.as_bytes()), ["-32700", "exit"]);
        }
    }

    #[test]
    fn what_is_no_message_is_refused() {
        let deep = format!(r#"{{"jsonrpc":"2.0","method":"m","params":{}"#, "[".repeat(1000));
        for (body, code) in [
            ("{", "-32700"),
            (r#"{"jsonrpc":"2.0","method":"m","params":[1e999]}"#, "-32700"),
            (deep.as_str(), "-32700"),
            ("[]", "-32600"),
            (r#"{"method":"m"}"#, "-32600"),
            (r#"{"jsonrpc":"1.0","method":"m"}"#, "-32600"),
            (r#"{"jsonrpc":"2.0","id":{},"method":"m"}"#, "-32600"),
            (r#"{"jsonrpc":"2.0","id":5}"#, "-32600"),
            (r#"{"jsonrpc":"2.0","id":5,"result":null}"#, "=5"),
            (r#"{"jsonrpc":"2.0","id":"a","error":7}"#, "=\"a\""),
            (r#"{"jsonrpc":"2.0","error":{"code":1,"message":""}}"#, "ignored"),
        ] {
            let stream = framed(body) + &framed(EXIT);
            assert_eq!(read(stream.as_bytes()), [code, "exit"], "{body}");
        }
        let mut stream = b"Content-Length: 2\r\n\r\n\"\xff".to_vec();
        stream.extend(framed(EXIT).bytes());
        assert_eq!(read(&stream), ["-32700", "exit"]);
    }

    #[test]
    fn lone_surrogates_are_mended_and_pairs_kept() {
        for (from, to) in [
            (r"\ud800", r"\ufffd"),
            (r"\uDC00x", r"\ufffdx"),
            (r"\uD83D\uDE00", r"\uD83D\uDE00"),
            (r"\ud83d\ud83d\ude00", r"\ufffd\ud83d\ude00"),
            (r"\\ud800", r"\\ud800"),
            (r"\\\ud800", r"\\\ufffd"),
            (r"\ud8", r"\ud8"),
            (r"\u+800", r"\u+800"),
            ("\\", "\\"),
        ] {
            let mut body = from.as_bytes().to_vec();
            mend_surrogates(&mut body);
            assert_eq!(String::from_utf8(body).unwrap(), to);
        }
    }
}
