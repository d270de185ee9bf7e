//! Ids as one text and its ends: eight bytes an id beside its own.

use std::io;

use rayon::prelude::*;

use crate::Result;

use super::saved::{Reader, Saved, Writer, broken};

/// Ids in order of arrival.
#[derive(Debug, Default)]
pub struct Ids {
    text: String,
    ends: Vec<usize>,
}

impl Ids {
    /// Adds one.
    pub fn push(&mut self, id: &str) {
        self.text.push_str(id);
        self.ends.push(self.text.len());
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The id of a row.
    pub fn get(&self, row: u32) -> &str {
        let row = row as usize;
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.text[start..self.ends[row]]
    }

    /// The rows by ascending id. Ids often begin alike: the eight bytes after what all have in common decide most
    /// comparisons without a look at the rest.
    pub fn ascending(&self) -> Vec<u32> {
        let rows = 0..self.len() as u32;
        if rows.clone().skip(1).all(|row| self.get(row - 1) <= self.get(row)) {
            return rows.collect();
        }
        let first = self.get(0).as_bytes();
        let common = rows.clone().fold(first.len(), |common, row| {
            first[..common].iter().zip(self.get(row).as_bytes()).take_while(|(a, b)| a == b).count()
        });
        let key = |row: u32| {
            let mut bytes = [0; 8];
            let id = &self.get(row).as_bytes()[common..];
            let n = id.len().min(8);
            bytes[..n].copy_from_slice(&id[..n]);
            u64::from_be_bytes(bytes)
        };
        let mut keyed: Vec<(u64, u32)> = rows.map(|row| (key(row), row)).collect();
        // Where the keys are equal a shorter id may have been padded: the ids themselves decide, then the rows.
        keyed.par_sort_unstable_by(|a, b| {
            a.0.cmp(&b.0).then_with(|| self.get(a.1).cmp(self.get(b.1))).then(a.1.cmp(&b.1))
        });
        keyed.into_iter().map(|(_, row)| row).collect()
    }
}

impl Saved for Ids {
    fn save(&self, out: &mut Writer<'_>) -> io::Result<()> {
        out.text(&self.text)?;
        out.column(self.ends.iter().map(|&end| end as u64))
    }

    fn load(from: &mut Reader<'_>) -> Result<Self> {
        let text = from.text()?;
        let ends: Vec<usize> = from.column::<u64>()?.into_iter().map(|end| end as usize).collect();
        let fits = ends.is_sorted() && ends.iter().all(|&end| text.is_char_boundary(end));
        if fits { Ok(Self { text, ends }) } else { Err(broken("ids")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ascending_is_the_order_of_strings(ids in prop::collection::vec("(doc-)?[a-c\u{0}é]{0,12}", 0..40)) {
            let mut all = Ids::default();
            for id in &ids {
                all.push(id);
            }
            let have: Vec<&str> = all.ascending().into_iter().map(|row| all.get(row)).collect();
            let mut want: Vec<&str> = ids.iter().map(String::as_str).collect();
            want.sort_unstable();
            prop_assert_eq!(have, want);
            prop_assert_eq!(all.is_empty(), ids.is_empty());
        }
    }
}
