//! What was learned and sketched, written for a run that is resumed.

use std::io;

use crate::Result;
use crate::text::clean::Learned;

use super::Session;
use crate::pipeline::audit::Sample;
use crate::pipeline::keys::Keys;
use crate::pipeline::removed::RemovedLines;
use crate::pipeline::rows::Rows;
use crate::pipeline::saved::{Reader, Saved, Writer, broken};
use crate::pipeline::sets::Sets;

impl Session {
    /// Writes what was learned and sketched, for [`Session::load`].
    pub fn save(&self, sink: &mut dyn io::Write) -> io::Result<()> {
        let mut out = Writer::new(sink)?;
        let learned = self.foreseen.learned.hashes();
        out.texts(learned.iter().map(|(source, _)| *source))?;
        out.column(learned.iter().map(|(_, line)| *line))?;
        self.rows.save(&mut out)?;
        self.fingerprints.save(&mut out)?;
        self.removed.save(&mut out)?;
        self.sample.save(&mut out)
    }

    /// Goes on from what another session with the same parameters had learned and sketched.
    pub fn load(&mut self, source: &mut dyn io::Read) -> Result<()> {
        let mut from = Reader::new(source)?;
        let (sources, lines) = (from.texts()?, from.column::<u64>()?);
        self.foreseen.learned = Learned::from_hashes(sources.iter().map(String::as_str).zip(lines));
        self.is_learned = true;
        self.rows = Rows::load(&mut from)?;
        if self.rows.bands.len() != self.rows.len() * self.bands.bands {
            return Err(broken("bands"));
        }
        self.fingerprints = Keys::load(&mut from, self.scratch.as_ref())?;
        self.removed = RemovedLines::load(&mut from)?;
        self.sample = Sample::load(&mut from)?;
        self.sets = Sets::full();
        Ok(())
    }
}
