//! What the writer does with other files: has them read, chooses shelves for a document, tells what is wrong in libraries.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::lsp_types::{MessageType, Url};

use super::{Waiting, World, show};
use crate::catalog::{Catalog, Shelf};
use crate::files;
use crate::server::companions::Unread;
use crate::server::convert::Table;
use crate::server::document::{self, Document};
use crate::server::librarian::{self, Delivery};
use crate::server::list::List;
use crate::server::publish::{Report, publication};

impl World {
    pub(super) fn hire(&mut self) {
        let progress = librarian::progress(&self.client, &self.connection, &self.runtime);
        match librarian::start(self.events.clone(), progress) {
            Ok(librarian) => self.companions.hire(librarian),
            Err(error) => self.output.log(MessageType::ERROR, format!("no other files are read: {error}")),
        }
    }

    /// Has the manuscripts of the workspace's folders read, or forgets them, as the settings of each want.
    pub(super) fn walk(&mut self) {
        let mut folders: Vec<PathBuf> = self.client.folders().collect();
        folders.retain(|folder| self.settings.last_of(Some(folder)).index_workspace);
        self.companions.walk(folders);
        self.tell();
    }

    /// Has the libraries of a document read that are neither read already nor open: of these the text counts.
    pub(super) fn need(&mut self, uri: &Url) {
        let Some(document) = self.documents.get_mut(uri).filter(|document| !document.library) else { return };
        for path in document.libraries().to_vec() {
            if !self.has_library(&path) {
                self.companions.need(&path);
            }
        }
    }

    /// Whether a library is open.
    fn has_library(&self, key: &Path) -> bool {
        self.documents.iter().any(|(uri, document)| document.library && document.key(uri) == key)
    }

    /// Files or folders have changed on the disk.
    pub(super) fn changed(&mut self, paths: &[PathBuf]) {
        let places = paths.iter().map(|path| files::absolute(path)).collect();
        let open = self.documents.iter().filter(|(_, document)| document.library);
        let open: BTreeSet<PathBuf> = open.map(|(uri, document)| document.key(uri)).collect();
        self.companions.changed(places, |path| open.contains(path));
    }

    pub(super) fn deliver(&mut self, delivery: Delivery) {
        let volume = match delivery {
            Delivery::Workspace(shelf) => return self.companions.deliver_manuscripts(shelf),
            Delivery::Library(volume) => volume,
        };
        let is_library = volume.faults.is_some();
        let is_open = self.has_library(&volume.path);
        self.companions.deliver(volume, is_open);
        for Unread { path, message } in self.companions.news() {
            // A name in a document may not be typed to its end; one in the settings is meant.
            match self.documents.values().any(|document| document.means(&path)) {
                true => self.output.show(MessageType::WARNING, &message),
                false => self.output.log(MessageType::INFO, message),
            }
        }
        self.answer_waiting();
        if is_library {
            for document in self.documents.values_mut().filter(|document| document.library) {
                document.list = None;
            }
            self.refresh();
        }
    }

    /// Whether the current text of an open library has still to be read. A client that is told that nothing is wrong
    /// meanwhile may never ask again.
    pub(super) fn is_being_read(&self, uri: &Url) -> bool {
        let Some(document) = self.documents.get(uri).filter(|document| document.library) else {
            return false;
        };
        let key = document.key(uri);
        let read = self.companions.reading(&key);
        // A file may be open under several names: the last text of any of them is told of all.
        let mut same = self.documents.iter().filter(|(uri, other)| other.library && other.key(uri) == key);
        self.companions.has_librarian() && same.any(|(_, other)| other.is_stale() || other.reading > read)
    }

    /// Answers those who have waited for libraries that are read by now, or closed.
    pub(super) fn answer_waiting(&mut self) {
        for waiting in std::mem::take(&mut self.waiting) {
            self.answer(waiting);
        }
    }

    /// Answers a request for findings, now or later.
    pub(super) fn answer(&mut self, request: Waiting) {
        // Whoever asked may have gone meanwhile.
        match request {
            Waiting::Report(uri, reply) if self.is_being_read(&uri) => {
                self.waiting.push(Waiting::Report(uri, reply));
            }
            Waiting::Report(uri, reply) => match self.documents.contains_key(&uri) {
                true => drop(self.report(&uri).map(|report| reply.send(Some(report)))),
                false => drop(reply.send(None)),
            },
            Waiting::Reports(reply) if self.documents.keys().any(|uri| self.is_being_read(uri)) => {
                self.waiting.push(Waiting::Reports(reply));
            }
            Waiting::Reports(reply) => {
                let mut uris: BTreeSet<Url> = self.documents.keys().cloned().collect();
                uris.extend(self.companions.faulty().filter_map(|path| self.library_uri(path)));
                let _ = reply.send(uris.iter().filter_map(|uri| self.report(uri)).collect());
            }
        }
    }

    /// What other files have, for a document: its libraries, the other open documents, the manuscripts of the workspace.
    pub(super) fn catalog(&mut self, uri: &Url) -> Catalog {
        let Some(document) = self.documents.get_mut(uri) else { return Catalog::default() };
        // A library may have been named in the last edit.
        document.analysis();
        let indexes = document.config().index_workspace;
        let libraries = document.libraries().to_vec();
        self.need(uri);
        let mut shelves: Vec<Arc<Shelf>> =
            libraries.iter().filter_map(|path| self.companions.library(path)).collect();
        for (other, document) in &mut self.documents {
            if other != uri && !document.library {
                shelves.extend(document.shelf(other));
            }
        }
        shelves.extend(self.companions.manuscripts().filter(|_| indexes));
        Catalog::new(shelves)
    }

    /// The table of decisions about people at a path: as it stands in the editor, where it is open.
    pub(super) fn table(&self, path: &Path) -> Option<Table> {
        let open = self.documents.iter().find(|(_, document)| document.is_at(path));
        let uri = open.map(|(uri, _)| uri.clone()).or_else(|| self.uri(path))?;
        let open = open.map(|(_, document)| (document.text().clone(), document.version));
        Some(Table { uri, path: path.to_owned(), open })
    }

    /// A file as the client names it, which may see its folder through a link.
    fn uri(&self, path: &Path) -> Option<Url> {
        let roots = self.client.roots.iter().map(|root| (&root.path, &root.named));
        let places = self.documents.values().filter_map(|document| document.place.as_ref());
        let places = places.map(|place| (&place.folder, &place.named));
        let known = |(real, named): (&PathBuf, &PathBuf)| Some(named.join(path.strip_prefix(real).ok()?));
        let named = roots.chain(places).find_map(known);
        Url::from_file_path(named.as_deref().unwrap_or(path)).ok()
    }

    /// The name of a library: that of the document where it is open, and else the one that it had before.
    pub(super) fn library_uri(&self, path: &Path) -> Option<Url> {
        let is = |(uri, document): &(&Url, &Document)| document.library && document.key(uri) == path;
        let open = self.documents.iter().find(is).map(|(uri, _)| uri.clone());
        open.or_else(|| self.companions.published(path)).or_else(|| self.uri(path))
    }

    /// A library was closed: what it has on the disk counts again, where anybody needs it.
    pub(super) fn close_library(&mut self, uri: &Url, key: &Path) {
        if self.has_library(key) {
            // It is open under another name, and has its findings there: those of the text there.
            let own = |(uri, document): &(&Url, &mut Document)| document.library && document.key(uri) == key;
            return self.documents.iter_mut().filter(own).for_each(|(_, document)| document.read_again());
        }
        if self.documents.values().any(|document| document.needs(key)) {
            return self.companions.read_again(key);
        }
        self.companions.drop(key);
        match self.client.pull {
            true => self.refresh(),
            false => self.output.publish(uri, &publication(uri, None, b"[]")),
        }
    }

    /// Tells what is wrong in a library.
    pub(super) fn publish_library(&mut self, path: &Path) {
        let Some(uri) = self.library_uri(path).filter(|_| !self.client.pull) else { return };
        // One file has its findings under one name.
        if let Some(before) = self.companions.publish(path, &uri) {
            self.output.publish(&before, &publication(&before, None, b"[]"));
        }
        let report = self.library_report(&uri);
        self.output.publish(&uri, &publication(&uri, report.version, &report.list.json));
    }

    /// What is wrong in a library, open or not; nothing while it is not read.
    pub(super) fn library_report(&mut self, uri: &Url) -> Report {
        let open = self.documents.get(uri);
        let path = open.map_or_else(|| document::key(uri), |document| document.key(uri));
        let config = match open {
            Some(document) => document.shared_config(),
            None => self.settings.last_of(path.parent()),
        };
        let show = show(&self.client, &config);
        match self.companions.faults(&path) {
            Some((faults, version)) => {
                let list = Arc::new(List::of_library(faults, &self.client, &show));
                Report { uri: uri.clone(), version, list }
            }
            None => Report::none(uri.clone()),
        }
    }
}
