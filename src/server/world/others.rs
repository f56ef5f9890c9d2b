//! What the writer does with other files: has them read, chooses shelves for a document, tells what is wrong in libraries.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::lsp_types::{MessageType, Url};

use super::{World, show};
use crate::catalog::{Catalog, Shelf};
use crate::files;
use crate::server::companions::Unread;
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

    /// Has the manuscripts of the workspace read, or forgets them, as the settings want. Those that are open are known
    /// already; nothing is read before the first one is.
    pub(super) fn walk(&mut self) {
        let open: Vec<PathBuf> =
            self.documents.values().filter_map(|document| document.path.clone()).collect();
        match self.settings.of(None).index_workspace {
            true => self.companions.walk(&self.client.roots, &open),
            false => self.companions.stop_walking(),
        }
    }

    pub(super) fn deliver(&mut self, delivery: Delivery) {
        let volume = match delivery {
            Delivery::Workspace(shelf) => return self.companions.deliver_manuscripts(shelf),
            Delivery::Library(volume) => volume,
        };
        let is_library = volume.faults.is_some();
        self.companions.deliver(volume);
        for Unread { path, message } in self.companions.news() {
            // A name in a document may not be typed to its end; one in the settings is meant.
            let configs = self.documents.values().map(Document::config);
            let mut meant = configs.flat_map(|config| config.libraries.iter().chain(&config.user_libraries));
            let named = meant.any(|own| Path::new(own) == path);
            match named || files::exists(&path) {
                true => self.output.show(MessageType::WARNING, &message),
                false => self.output.log(MessageType::INFO, message),
            }
        }
        if is_library {
            for document in self.documents.values_mut().filter(|document| document.library) {
                document.list = None;
            }
            self.refresh();
        }
    }

    /// What other files have, for a document: its libraries, the other open documents, the manuscripts of the workspace.
    pub(super) fn catalog(&mut self, uri: &Url) -> Catalog {
        let Some(document) = self.documents.get_mut(uri) else { return Catalog::default() };
        // A library may have been named in the last edit.
        document.analysis();
        let libraries = document.libraries();
        self.companions.need(libraries);
        let mut shelves: Vec<Arc<Shelf>> =
            libraries.iter().filter_map(|path| self.companions.library(path)).collect();
        for (other, document) in &mut self.documents {
            if other != uri && !document.library {
                let name = document.path.as_deref().map_or_else(|| other.path().to_owned(), librarian::shown);
                shelves.extend(document.shelf(&name));
            }
        }
        shelves.extend(self.companions.manuscripts());
        Catalog::new(shelves)
    }

    /// Tells what is wrong in a library.
    pub(super) fn publish_library(&mut self, path: &Path) {
        let open = self
            .documents
            .iter()
            .find(|(_, document)| document.library && document.path.as_deref() == Some(path));
        let uri = open.map(|(uri, _)| uri.clone()).or_else(|| Url::from_file_path(path).ok());
        let Some(uri) = uri.filter(|_| !self.client.pull) else { return };
        if let Some(report) = self.report(&uri) {
            self.output.publish(&uri, &publication(&uri, report.version, &report.list.json));
        }
    }

    /// What is wrong in a library, open or not; nothing while it is not read.
    pub(super) fn library_report(&mut self, uri: &Url) -> Report {
        let path = document::path(uri).unwrap_or_else(|| PathBuf::from(uri.path()));
        let show = show(&self.client, &self.settings.of(Some(&path)));
        match self.companions.faults(&path) {
            Some((faults, version)) => {
                let list = Arc::new(List::of_library(faults, &self.client, &show));
                Report { uri: uri.clone(), version, list }
            }
            None => Report { uri: uri.clone(), version: None, list: Arc::new(List::none()) },
        }
    }
}
