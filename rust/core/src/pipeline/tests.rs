//! The whole way: what is in memory, how rows come, and where boilerplate was learned change nothing.

use super::dedup::{Batch, Config, Session};
use super::outcome::Outcome;
use crate::canonical::Policy;
use crate::text::clean::{Learned, Why};

const CONFIG: Config = Config {
    threshold: 0.8,
    containment: Some(0.8),
    ngram: 5,
    num_perm: 128,
    seed: 1,
    bands: None,
    rows: None,
    canonical: Policy::Earliest,
    preferred: Vec::new(),
    clean: true,
};

struct Article {
    id: String,
    source: &'static str,
    text: String,
}

/// A generator of numbers (Steele, Lea and Flood, "`SplitMix`", 2014).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        crate::sketch::hash::mix64(self.0) % bound
    }

    fn words(&mut self, n: u64) -> Vec<String> {
        (0..n).map(|_| format!("w{:x}", self.below(5_000))).collect()
    }
}

/// Stories with edited copies, excerpts and longer versions, on the pages of three sources with lines of their own;
/// one source whose short texts are nothing but its line.
fn newswire(n: usize) -> Vec<Article> {
    let mut numbers = Numbers(7);
    let mut articles = Vec::new();
    while articles.len() < n {
        let length = [30, 120, 300][numbers.below(3) as usize];
        let base = numbers.words(length);
        for edit in 0..=numbers.below(5) {
            let mut words = base.clone();
            match edit {
                0 => {}
                1 => words.insert(0, "update".to_owned()),
                2 => words.truncate(base.len() / 2),
                3 => words.extend(numbers.words(80)),
                _ => {
                    let at = numbers.below(words.len() as u64) as usize;
                    words[at] = "changed".to_owned();
                }
            }
            let source = ["Post", "Courier", "Herald"][numbers.below(3) as usize];
            let lines: Vec<String> = words.chunks(40).map(|line| line.join(" ") + ".").collect();
            let text = format!(
                "{source} morning edition, the paper of the whole town\n{}\nAlso Read | Ten soups\n{source} est. 1890",
                lines.join("\n")
            );
            articles.push(Article { id: format!("{:05}", numbers.below(100_000)), source, text });
        }
    }
    for n in 0..8 {
        let line = "Post morning edition, the paper of the whole town and of its many readers";
        articles.push(Article { id: format!("flash-{n}"), source: "Flash", text: line.to_owned() });
        articles.push(Article {
            id: format!("flash too {n}"),
            source: "Flash",
            text: format!("{line}\n{n}"),
        });
        let text = format!("{line}\n{}.", numbers.words(60).join(" "));
        articles.push(Article { id: format!("passed on {n}"), source: "Courier", text });
    }
    articles.sort_by(|a, b| (&a.id, &a.text).cmp(&(&b.id, &b.text)));
    articles.dedup_by(|a, b| a.id == b.id);
    articles
}

/// Runs a session; `size` articles to a batch. Returns how often texts were asked for, too.
fn run(mut session: Session, articles: &[Article], size: usize, saved: Option<Learned>) -> (Outcome, usize) {
    let batches: Vec<Batch<'_>> = articles
        .chunks(size)
        .map(|articles| Batch {
            ids: articles.iter().map(|article| article.id.as_str()).collect(),
            texts: articles.iter().map(|article| article.text.as_str()).collect(),
            titles: vec![None; articles.len()],
            sources: articles.iter().map(|article| Some(article.source)).collect(),
            published: vec![None; articles.len()],
        })
        .collect();
    for batch in &batches {
        session.learn(&batch.sources, &batch.texts);
    }
    session.learned(saved);
    for batch in &batches {
        session.sketch(batch).unwrap();
    }
    let (mut wanted, mut readings) = (session.plan().unwrap(), 0);
    while let Some(rows) = wanted {
        readings += 1;
        for (first, batch) in batches.iter().enumerate().map(|(at, batch)| (at * size, batch)) {
            let rows: Vec<usize> = (first..first + batch.texts.len()).filter(|&row| rows[row]).collect();
            let sources: Vec<_> = rows.iter().map(|&row| batch.sources[row - first]).collect();
            let texts: Vec<_> = rows.iter().map(|&row| batch.texts[row - first]).collect();
            session.verify(&rows, &sources, &texts).unwrap();
        }
        wanted = session.next_portion().unwrap();
    }
    (session.finish().unwrap(), readings)
}

/// All tables as text.
fn tables(outcome: &Outcome) -> Vec<String> {
    let ids: Vec<&str> = outcome.ids().collect();
    let documents = outcome.documents.iter().map(|row| format!("{row:?}"));
    let edges = outcome.edges.iter().map(|row| format!("{row:?}"));
    let boilerplate = outcome.boilerplate.iter().map(|row| format!("{row:?}"));
    let counts = std::iter::once(format!("{:?}", outcome.counts));
    ids.iter()
        .map(ToString::to_string)
        .chain(documents)
        .chain(edges)
        .chain(boilerplate)
        .chain(counts)
        .collect()
}

#[test]
fn what_stays_in_memory_changes_nothing() {
    let articles = newswire(400);
    let (all_kept, readings) = run(Session::new(CONFIG).unwrap(), &articles, 4_096, None);
    assert_eq!(readings, 0);
    assert!(all_kept.edges.len() > 200 && all_kept.counts.measured.pairs > 100);
    for (kept, room, size) in [(0, 1_000, 64), (0, usize::MAX, 100), (20_000, 3_000, 33), (20_000, 1, 400)] {
        let session = Session::with_room(CONFIG, kept, room).unwrap();
        let (outcome, readings) = run(session, &articles, size, None);
        assert_eq!(tables(&outcome), tables(&all_kept), "{kept} {room} {size}");
        assert!(readings > usize::from(room < 10_000), "{readings} readings with room for {room}");
    }
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let mut articles = newswire(300);
    let (want, _) = run(Session::new(CONFIG).unwrap(), &articles, 4_096, None);
    articles.reverse();
    let (have, _) = run(Session::new(CONFIG).unwrap(), &articles, 7, None);
    assert_eq!(tables(&have), tables(&want));
}

/// A table of boilerplate once lacked lines that their own source's texts always keep, so that other sources' texts
/// lost less when it was applied than when it was learned.
#[test]
fn a_saved_table_cleans_as_the_run_did() {
    let articles = newswire(300);
    let (learned, _) = run(Session::new(CONFIG).unwrap(), &articles, 64, None);
    let recurring = learned.boilerplate.iter().filter(|row| row.why == Why::Recurring);
    let saved = Learned::from_pairs(recurring.clone().map(|row| (row.source.as_str(), row.line.as_str())));
    assert!(learned.boilerplate.iter().any(|row| row.why == Why::RecurringElsewhere));
    assert!(recurring.clone().any(|row| row.n_documents == 0 && row.source == "Flash"));
    let (applied, _) = run(Session::new(CONFIG).unwrap(), &articles, 64, Some(saved));
    assert_eq!(tables(&applied), tables(&learned));
}

/// Thousands of texts of one template: the pairs that are alike beyond it are found, the rest is no edge.
#[test]
fn a_template_hides_no_true_pair() {
    let mut numbers = Numbers(11);
    let template = numbers.words(70);
    let mut articles = Vec::new();
    for story in 0..1_500 {
        let own = numbers.words(40);
        for version in 0..2 {
            let mut words = template.clone();
            words.extend(own.clone());
            if version == 1 {
                words.push("revised".to_owned());
            }
            articles.push(Article {
                id: format!("{story:04}-{version}"),
                source: "Exchange",
                text: words.join(" "),
            });
        }
    }
    let config = Config { containment: None, clean: false, ..CONFIG };
    let (outcome, _) = run(Session::new(config).unwrap(), &articles, 512, None);
    assert!(outcome.counts.largest_bucket > 100, "{:?}", outcome.counts);
    assert_eq!(outcome.edges.len(), 1_500, "{:?}", outcome.counts);
    assert!(outcome.edges.iter().all(|(edge, _)| edge.a.0 + 1 == edge.b.0 && edge.a.0.is_multiple_of(2)));
    assert_eq!(outcome.counts.pairs_left_out, 0);
}
