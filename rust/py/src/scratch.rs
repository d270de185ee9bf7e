//! Files for what a session puts aside. They are made when they are first needed, and gone with the session.

use std::fs::{File, OpenOptions, remove_file};
use std::io;
use std::path::PathBuf;

use wiresift_core::pipeline::scratch::{Log, Scratch};

/// Makes logs in a folder.
#[derive(Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self(path)
    }
}

impl Scratch for Folder {
    fn log(&self, name: &str) -> io::Result<Box<dyn Log>> {
        let path = self.0.join(format!("{name}.log"));
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(true).open(&path)?;
        Ok(Box::new(FileLog { file, path, end: 0 }))
    }
}

#[derive(Debug)]
struct FileLog {
    file: File,
    path: PathBuf,
    end: u64,
}

impl Drop for FileLog {
    fn drop(&mut self) {
        // Who made the folder removes it: a file that stays does no harm.
        let _ = remove_file(&self.path);
    }
}

impl Log for FileLog {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        write_at(&self.file, self.end, bytes)?;
        self.end += bytes.len() as u64;
        Ok(())
    }

    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<()> {
        read_at(&self.file, at, into)
    }
}

#[cfg(unix)]
fn write_at(file: &File, at: u64, bytes: &[u8]) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at)
}

#[cfg(unix)]
fn read_at(file: &File, at: u64, into: &mut [u8]) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, into, at)
}

#[cfg(windows)]
fn write_at(file: &File, mut at: u64, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        let n = std::os::windows::fs::FileExt::seek_write(file, bytes, at)?;
        (at, bytes) = (at + n as u64, &bytes[n..]);
    }
    Ok(())
}

#[cfg(windows)]
fn read_at(file: &File, mut at: u64, mut into: &mut [u8]) -> io::Result<()> {
    while !into.is_empty() {
        let n = std::os::windows::fs::FileExt::seek_read(file, into, at)?;
        if n == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        (at, into) = (at + n as u64, &mut into[n..]);
    }
    Ok(())
}
