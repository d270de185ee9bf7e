//! What a pack knows of the world: actors by name, places by name.

use super::pack::PackFile;
use crate::Result;
use crate::normalise::actor::ActorLexicon;
use crate::normalise::place::Gazetteer;

/// Compiled names of a pack.
#[derive(Debug)]
pub(crate) struct Resources {
    pub actors: ActorLexicon,
    pub gazetteer: Gazetteer,
}

/// Whether a file of the pack holds names rather than rules.
pub(crate) fn is_resource(name: &str) -> bool {
    name.starts_with("actors")
}

impl Resources {
    pub(crate) fn compile(files: &[PackFile], gazetteer: Gazetteer) -> Result<Self> {
        let mut sorted: Vec<&PackFile> = files.iter().collect();
        sorted.sort_by_key(|file| file.name);
        let actors = ActorLexicon::compile(sorted.into_iter().map(|file| (file.name, file.contents)))?;
        Ok(Self { actors, gazetteer })
    }
}
