//! The files of the pack that ships, for the tests that read with it.

use std::path::Path;

use wiresift_core::Result;
use wiresift_core::events::{Pack, PackFile};
use wiresift_core::normalise::place::{Gazetteer, PlaceRecord};

/// Names and contents, sorted by name.
pub(crate) fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../python/wiresift/packs/peace");
    let mut files = Vec::new();
    gather(&root, "", &mut files);
    files.sort();
    files
}

fn gather(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("the pack's folder") {
        let path = entry.expect("an entry").path();
        let name = format!("{prefix}{}", path.file_name().expect("a name").to_string_lossy());
        if path.is_dir() {
            gather(&path, &format!("{name}/"), files);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push((name, std::fs::read_to_string(&path).expect("a readable file")));
        }
    }
}

/// Compiles files with the places that they are to know.
pub(crate) fn compile(files: &[(String, String)], places: Vec<PlaceRecord>) -> Result<Pack> {
    let files: Vec<PackFile> = files.iter().map(|(name, contents)| PackFile { name, contents }).collect();
    Pack::compile(&files, Gazetteer::new(places))
}
