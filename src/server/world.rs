//! The one writer: a thread that owns the open documents and sees every event in the order of its arrival.
//!
//! Edits apply at once. A request's ticket, queued between them, makes it read the document as it is at that point.
//! When nothing waits, what has changed is read, and published for clients that do not ask; edits that arrive
//! meanwhile wait and are read together. There is no delay by the clock, and the last state is always published.

mod others;

use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use serde_json::Value;
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tower_lsp::lsp_types::{DidChangeTextDocumentParams, MessageType, TextDocumentItem, Url};

use super::capabilities::Client;
use super::companions::Companions;
use super::convert::{Show, Snapshot};
use super::document::Document;
use super::librarian::{Delivery, Text};
use super::list::List;
use super::output::Output;
use super::publish::{Report, publication};
use super::settings::Settings;
use crate::catalog::Catalog;
use crate::config::{Config, Isolates, LocaleSetting};
use crate::markup::Format;
use crate::model::{Input, analyze};
use crate::rules::Locale;
use crate::text::Buffer;

/// What happens, in order.
pub(super) enum Event {
    /// A session begins, with its initialization options.
    Start(Arc<Client>, Value),
    /// A document is opened.
    Open(TextDocumentItem),
    /// A document changes.
    Change(DidChangeTextDocumentParams),
    /// A document is closed.
    Close(Url),
    /// The editor's settings are these.
    Settings(Value),
    /// These files or folders may have changed on the disk, and any `dabir.toml`.
    Files(Vec<PathBuf>),
    /// The librarian has read a file.
    Delivered(Delivery),
    /// A request wants a document as it is now, with what other files have or without.
    Snapshot { uri: Url, catalog: bool, reply: oneshot::Sender<Option<Arc<Snapshot>>> },
    /// A request wants a document's findings as they are now.
    Report(Url, oneshot::Sender<Option<Report>>),
    /// A request wants the findings of all documents.
    Reports(oneshot::Sender<Vec<Report>>),
}

/// A request for findings.
enum Waiting {
    /// Of a document.
    Report(Url, oneshot::Sender<Option<Report>>),
    /// Of all of them.
    Reports(oneshot::Sender<Vec<Report>>),
}

/// The documents of a session.
struct World {
    client: Arc<Client>,
    settings: Settings,
    documents: BTreeMap<Url, Document>,
    companions: Companions,
    /// Requests for the findings of open libraries that the librarian still reads.
    waiting: Vec<Waiting>,
    /// How often a text was given to the librarian.
    readings: u64,
    /// Other manuscripts are being read, or known, as the settings want.
    walked: bool,
    lists: u64,
    output: Output,
    runtime: Handle,
    /// The way to itself, for the librarian.
    events: Sender<Event>,
    connection: tower_lsp::Client,
}

/// Starts the writer. It ends with the process.
pub(super) fn start(output: Output, connection: tower_lsp::Client) -> io::Result<Sender<Event>> {
    let (sender, events) = channel();
    let mut world = World {
        client: Arc::default(),
        settings: Settings::default(),
        documents: BTreeMap::new(),
        companions: Companions::default(),
        waiting: Vec::new(),
        readings: 0,
        walked: false,
        lists: 0,
        output,
        runtime: Handle::current(),
        events: sender.clone(),
        connection,
    };
    let thread = thread::Builder::new().name("writer".to_owned()).stack_size(8 << 20);
    thread.spawn(move || world.run(&events))?;
    Ok(sender)
}

impl World {
    fn run(&mut self, events: &Receiver<Event>) {
        loop {
            let next = events.try_recv().ok();
            let step = catch_unwind(AssertUnwindSafe(|| match next {
                Some(event) => {
                    self.apply(event);
                    true
                }
                None => self.settle(),
            }));
            if step.unwrap_or(true) {
                continue;
            }
            let Ok(event) = events.recv() else { return };
            // A fault in one event must not end the session; its request is answered with an error.
            let _ = catch_unwind(AssertUnwindSafe(|| self.apply(event)));
        }
    }

    fn apply(&mut self, event: Event) {
        match event {
            Event::Start(client, options) => {
                self.client = client;
                self.settings.set_initial(options, self.client.folders().collect());
                self.tell();
                self.hire();
                warm_up();
            }
            Event::Open(item) => self.open(item),
            Event::Change(params) => self.change(params),
            Event::Close(uri) => self.close(&uri),
            Event::Settings(value) => {
                self.settings.set_current(value);
                self.configure();
            }
            Event::Files(paths) => {
                self.configure();
                self.changed(&paths);
            }
            Event::Delivered(delivery) => self.deliver(delivery),
            // Whoever asked may have gone meanwhile.
            Event::Snapshot { uri, catalog, reply } => {
                match self.documents.get(&uri).is_some_and(|d| !d.library) {
                    true => {
                        let catalog = if catalog { self.catalog(&uri) } else { Catalog::default() };
                        let snapshot = self.snapshot(&uri, Arc::new(catalog));
                        drop(snapshot.map(|snapshot| reply.send(Some(snapshot))));
                    }
                    false => drop(reply.send(None)),
                }
            }
            Event::Report(uri, reply) => self.answer(Waiting::Report(uri, reply)),
            Event::Reports(reply) => self.answer(Waiting::Reports(reply)),
        }
    }

    fn open(&mut self, item: TextDocumentItem) {
        let uri = item.uri.clone();
        let mut document = Document::new(item);
        let (config, people) = self.settings.of(document.folder());
        document.configure(config, people);
        if let Some(place) = &document.place {
            self.companions.opened(&place.path);
        }
        if let Some(before) = self.documents.insert(uri.clone(), document) {
            before.progress.close();
            self.answer_waiting();
            self.output.log(MessageType::WARNING, format!("{uri} was opened twice"));
        }
        self.tell();
    }

    fn change(&mut self, params: DidChangeTextDocumentParams) {
        let uri = params.text_document.uri;
        match self.documents.get_mut(&uri) {
            Some(document) => {
                document.change(params.text_document.version, params.content_changes, self.client.column);
            }
            None => self.output.log(MessageType::WARNING, format!("{uri} changed and is not open")),
        }
    }

    fn close(&mut self, uri: &Url) {
        let Some(document) = self.documents.remove(uri) else { return };
        document.progress.close();
        self.answer_waiting();
        if let Some(place) = &document.place
            && !self.documents.values().any(|other| other.is_at(&place.path))
        {
            self.companions.closed(&place.path);
        }
        match document.library {
            true => self.close_library(uri, &document.key(uri)),
            false if !self.client.pull => self.output.publish(uri, &publication(uri, None, b"[]")),
            false => {}
        }
    }

    /// Looks up the settings of every document again.
    fn configure(&mut self) {
        let mut changed = false;
        self.settings.forget();
        for document in self.documents.values_mut() {
            let (config, people) = self.settings.of(document.folder());
            if document.configure(config, people) {
                document.progress.step();
                changed = true;
            }
        }
        for uri in self.documents.keys().cloned().collect::<Vec<_>>() {
            self.need(&uri);
        }
        self.tell();
        self.walked = false;
        if changed {
            self.refresh();
        }
    }

    /// Has clients that ask ask again.
    fn refresh(&self) {
        if self.client.pull && self.client.refresh {
            let connection = self.connection.clone();
            self.runtime.spawn(async move { connection.workspace_diagnostic_refresh().await });
        }
    }

    /// Says what is wrong in the settings.
    fn tell(&mut self) {
        for message in self.settings.news() {
            self.output.show(MessageType::WARNING, &message);
        }
    }

    /// Does one thing that nobody waits for; `false` when there is nothing left to do.
    fn settle(&mut self) -> bool {
        let push = !self.client.pull;
        if let Some(path) = self.companions.next_due() {
            self.publish_library(&path);
            return true;
        }
        let moves = self.client.moves_places;
        let published = |d: &Document| d.list.as_ref().is_some_and(|list| d.has_published(list.id, moves));
        let due = |d: &Document| d.is_stale() || (push && !d.library && !published(d));
        let Some((uri, _)) = self.documents.iter().find(|(_, document)| due(document)) else {
            // The documents come first, then the other manuscripts.
            if !self.walked && !self.documents.is_empty() {
                self.walked = true;
                self.walk();
            }
            return false;
        };
        let uri = uri.clone();
        let Some(document) = self.documents.get_mut(&uri) else { return false };
        if document.library {
            self.readings += 1;
            document.reading = self.readings;
            let text = Text { text: document.hand_over(), version: document.version, reading: self.readings };
            self.companions.read(document.key(&uri), text);
            return true;
        }
        drop(document.analysis());
        self.need(&uri);
        if push {
            self.publish(&uri);
        }
        true
    }

    fn publish(&mut self, uri: &Url) {
        let list = self.list(uri);
        let Some(document) = self.documents.get_mut(uri) else { return };
        // A document that cannot be read has no findings, and is not tried again before the next edit.
        let list = list.unwrap_or_else(|| Arc::new(List::none()));
        if !document.has_published(list.id, self.client.moves_places) {
            self.output.publish(uri, &publication(uri, Some(document.version), &list.json));
            document.published = Some((list.id, document.version));
        }
        document.list = Some(list);
    }

    fn snapshot(&mut self, uri: &Url, catalog: Arc<Catalog>) -> Option<Arc<Snapshot>> {
        let analysis = self.documents.get_mut(uri)?.analysis()?;
        self.need(uri);
        let document = self.documents.get(uri)?;
        let people = document.people.as_ref().and_then(|path| self.table(path));
        let show = show(&self.client, document.config());
        Some(Arc::new(Snapshot {
            uri: uri.clone(),
            version: document.version,
            analysis,
            catalog,
            people,
            show,
            client: self.client.clone(),
            at: document.progress.now(),
            progress: document.progress.clone(),
        }))
    }

    fn report(&mut self, uri: &Url) -> Option<Report> {
        if self.documents.get(uri).is_none_or(|document| document.library) {
            return Some(self.library_report(uri));
        }
        let list = self.list(uri)?;
        let version = Some(self.documents.get(uri)?.version);
        Some(Report { uri: uri.clone(), version, list })
    }

    /// The findings of a document; written if need be.
    fn list(&mut self, uri: &Url) -> Option<Arc<List>> {
        let snapshot = self.snapshot(uri, Arc::default())?;
        let document = self.documents.get_mut(uri)?;
        if let Some(list) = &document.list {
            return Some(list.clone());
        }
        let list = if document.is_too_long() {
            Arc::new(List::of_too_long(&snapshot.show))
        } else {
            let before = document.last_list.as_deref();
            let list = Arc::new(List::new(&snapshot, before, self.lists + 1));
            self.lists = self.lists.max(list.id);
            list
        };
        document.list = Some(list.clone());
        document.last_list = Some(list.clone());
        Some(list)
    }
}

/// How to speak to a client under these settings.
fn show(client: &Client, config: &Config) -> Show {
    let locale = match config.locale {
        LocaleSetting::Auto => client.locale,
        LocaleSetting::En => Locale::En,
        LocaleSetting::Fa => Locale::Fa,
    };
    let isolates = match config.bidi_isolates {
        Isolates::Auto => client.isolates,
        Isolates::Always => true,
        Isolates::Never => false,
    };
    Show { locale, isolates }
}

/// Reads a line of each language, so that what is built at its first use is there when the first document comes.
fn warm_up() {
    let text = Buffer::new(
        "(Walt, 1987; بوزان، ۱۳۸۹)\n\n# References\n\n- Walt, S. (1987). On alliances. *World*, 3(1), 5-9. https://doi.org/10.1000/182\n\n- بوزان، باری. (۱۳۸۹). مردم و دولت‌ها. تهران: سمت.\n",
    );
    let _ = analyze(&Input { text, format: Format::Markdown, config: Arc::default() }, None);
}
