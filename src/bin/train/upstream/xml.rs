//! XML as the readers see it: tags and the characters between them, entities resolved.

use std::borrow::Cow;

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// A piece of a document.
#[derive(Debug)]
pub(super) enum Piece<'t> {
    /// An element begins.
    Open(Tag),
    /// An element without content.
    Empty(Tag),
    /// The innermost open element ends.
    Close,
    /// Characters; neighbouring pieces may both be characters.
    Text(Cow<'t, str>),
}

/// The beginning of an element.
#[derive(Clone, Debug, Default)]
pub(super) struct Tag {
    /// Its name without prefix.
    pub(super) name: String,
    /// Its attributes, names with prefix, in the order in which they are written.
    pub(super) attributes: Vec<(String, String)>,
}

/// Shows the pieces of a document one after the other; the first error ends it and is given with its line.
pub(super) fn pieces<'t>(
    text: &'t str,
    mut see: impl FnMut(Piece<'t>) -> Result<(), String>,
) -> Result<(), String> {
    let mut reader = Reader::from_str(text);
    loop {
        let seen = match reader.read_event() {
            Ok(Event::Eof) => return Ok(()),
            Ok(event) => piece(event).and_then(|piece| piece.map_or(Ok(()), &mut see)),
            Err(error) => Err(error.to_string()),
        };
        if let Err(error) = seen {
            let before = text.get(..reader.buffer_position() as usize).unwrap_or(text);
            return Err(super::at_line(before.matches('\n').count(), &error));
        }
    }
}

/// What an event is to a reader; comments and declarations are nothing.
fn piece(event: Event<'_>) -> Result<Option<Piece<'_>>, String> {
    Ok(Some(match event {
        Event::Start(start) => Piece::Open(tag(&start)?),
        Event::Empty(start) => Piece::Empty(tag(&start)?),
        Event::End(_) => Piece::Close,
        Event::Text(text) => Piece::Text(text.xml10_content()),
        Event::CData(text) => Piece::Text(text.xml10_content()),
        Event::GeneralRef(name) => Piece::Text(resolve(&name)?),
        _ => return Ok(None),
    }))
}

/// The name and the attributes of a tag.
fn tag(start: &BytesStart<'_>) -> Result<Tag, String> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
        attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    Ok(Tag { name: start.local_name().as_ref().to_owned(), attributes })
}

/// The characters of an entity.
fn resolve<'t>(name: &BytesRef<'_>) -> Result<Cow<'t, str>, String> {
    if let Some(c) = name.resolve_char_ref().map_err(|error| error.to_string())? {
        return Ok(Cow::Owned(c.to_string()));
    }
    resolve_xml_entity(name).map(Cow::Borrowed).ok_or_else(|| format!("unknown entity «{}»", &**name))
}
