//! The whole way: what is in memory, how rows come, and where boilerplate was learned change nothing.

use super::dedup::{Batch, Config, Session};
use super::outcome::Outcome;
use super::scratch::InMemory;
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

/// How a session is run.
#[derive(Debug, Clone, Copy)]
struct Way {
    /// Articles to a batch.
    size: usize,
    /// Batches learned before the first is sketched.
    ahead: usize,
    /// Shingles of sets that are kept.
    kept: usize,
    /// Whether a second session goes on from what was sketched.
    is_taken_up: bool,
    /// Lines that don't recur in the table of those removed.
    most_lines: usize,
}

const AT_ONCE: Way = Way { size: 4_096, ahead: 1, kept: usize::MAX, is_taken_up: false, most_lines: 10_000 };

fn session(config: Config, way: Way) -> Session {
    Session::with_room(config, Box::new(InMemory), way.kept, way.most_lines).unwrap()
}

/// Runs a session. Returns how many texts were sketched again, taken again, and counted again, too.
fn run(config: &Config, articles: &[Article], way: Way, saved: Option<Learned>) -> (Outcome, [usize; 3]) {
    let batches: Vec<Batch<'_>> =
        articles.chunks(way.size).map(|articles| batch(&articles.iter().collect::<Vec<_>>())).collect();
    let mut session = session(config.clone(), way);
    if let Some(saved) = saved {
        assert!(session.learned(Some(saved)).is_none());
    }
    for batch in &batches[..batches.len().min(way.ahead)] {
        session.learn(&batch.sources, &batch.texts);
    }
    for (number, batch) in batches.iter().enumerate() {
        if number >= way.ahead {
            session.learn(&batch.sources, &batch.texts);
        }
        session.sketch(batch).unwrap();
    }
    let wanted = |mask: &[bool]| -> Vec<usize> { (0..articles.len()).filter(|&row| mask[row]).collect() };
    let mut again = [0; 3];
    if let Some(mask) = session.learned(None) {
        for rows in wanted(&mask).chunks(way.size) {
            again[0] += rows.len();
            let rows_of: Vec<&Article> = rows.iter().map(|&row| &articles[row]).collect();
            session.sketch_again(rows, &batch(&rows_of)).unwrap();
        }
    }
    if session.counts_again() {
        again[2] = articles.len();
        for batch in &batches {
            session.count_again(&batch.sources, &batch.texts);
        }
    }
    if way.is_taken_up {
        let mut state = Vec::new();
        session.save(&mut state).unwrap();
        session = self::session(config.clone(), way);
        session.load(&mut state.as_slice()).unwrap();
    }
    if let Some(mask) = session.plan().unwrap() {
        for rows in wanted(&mask).chunks(way.size) {
            again[1] += rows.len();
            let rows_of: Vec<&Article> = rows.iter().map(|&row| &articles[row]).collect();
            let batch = batch(&rows_of);
            session.take(rows, &batch.sources, &batch.texts).unwrap();
        }
    }
    while session.verify().unwrap() {}
    (session.finish().unwrap(), again)
}

fn batch<'a>(articles: &[&'a Article]) -> Batch<'a> {
    Batch {
        ids: articles.iter().map(|article| article.id.as_str()).collect(),
        texts: articles.iter().map(|article| article.text.as_str()).collect(),
        titles: vec![None; articles.len()],
        sources: articles.iter().map(|article| Some(article.source)).collect(),
        published: vec![None; articles.len()],
    }
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
fn how_it_is_run_changes_nothing() {
    let articles = newswire(400);
    let (want, again) = run(&CONFIG, &articles, AT_ONCE, None);
    assert_eq!(again, [0; 3]);
    assert!(want.edges.len() > 200 && want.counts.measured.pairs > 100);
    for (size, ahead, kept, is_taken_up) in [
        (64, 100, 0, false),
        (1_000, 1, 20_000, true),
        (33, 1, 20_000, false),
        (1, 1, 0, false),
        (7, 2, usize::MAX, true),
    ] {
        let way = Way { size, ahead, kept, is_taken_up, ..AT_ONCE };
        let (have, again) = run(&CONFIG, &articles, way, None);
        assert_eq!(tables(&have), tables(&want), "{way:?}");
        assert_eq!(again[0] > 0, size * ahead < articles.len(), "{way:?}: {again:?}");
        assert_eq!(again[1] > 0, is_taken_up, "{way:?}: {again:?}");
    }
}

/// The pages of a source bear a line from the middle on only, which is learned then, and one until the middle, which
/// is not.
#[test]
fn lines_that_come_and_go_are_learned_as_if_all_had_been_read_first() {
    let mut numbers = Numbers(3);
    let articles: Vec<Article> = (0..60)
        .map(|n| {
            let line =
                if n < 14 { "The Post in its old dress and with a new crossword" } else { "Post, est. 1890" };
            let story =
                numbers.words(60).chunks(20).map(|line| line.join(" ")).collect::<Vec<_>>().join("\n");
            let source = if n % 20 == 19 { "Courier" } else { "Post" };
            Article { id: format!("{n:02}"), source, text: format!("{story}\n{line}") }
        })
        .collect();
    let (want, _) = run(&CONFIG, &articles, AT_ONCE, None);
    let learned = want.boilerplate.iter().filter(|row| row.why == Why::Recurring);
    assert_eq!(learned.map(|row| row.line.as_str()).collect::<Vec<_>>(), ["Post, est. 1890"]);
    let (have, again) = run(&CONFIG, &articles, Way { size: 4, ..AT_ONCE }, None);
    assert_eq!(tables(&have), tables(&want));
    assert!(again[0] > 15, "{again:?}");
}

/// Pages end in headlines, which follow on a line that is learned late: where it is not known yet, they stay, and where
/// it is foreseen wrongly, they go. The table holds a few of them.
#[test]
fn a_sample_of_removed_lines_is_that_of_learning_first() {
    let articles = pages("The ");
    let way = Way { most_lines: 20, ..AT_ONCE };
    let (want, again) = run(&CONFIG, &articles, way, None);
    let others = want.boilerplate.iter().filter(|row| row.why != Why::Recurring).count();
    assert_eq!((others, again[2]), (20, 0));
    let (have, again) = run(&CONFIG, &articles, Way { size: 8, ..way }, None);
    assert_eq!(tables(&have), tables(&want));
    assert_eq!(again[2], articles.len());
}

/// The same where lines begin in lower case, so that they are parts of paragraphs.
#[test]
fn lines_removed_of_wrapped_texts_are_those_of_learning_first() {
    let articles = pages("");
    let (want, _) = run(&CONFIG, &articles, AT_ONCE, None);
    let (have, _) = run(&CONFIG, &articles, Way { size: 8, ..AT_ONCE }, None);
    assert_eq!(tables(&have), tables(&want));
}

/// Pages of one source whose lines begin with `opening`, and links of another.
fn pages(opening: &str) -> Vec<Article> {
    let mut numbers = Numbers(5);
    (0..400_u32)
        .map(|n| {
            let lines = |words: Vec<String>, each: usize, end: &str| {
                words
                    .chunks(each)
                    .map(|line| format!("{opening}{}{end}", line.join(" ")))
                    .collect::<Vec<_>>()
                    .join("\n")
            };
            let story = lines(numbers.words(60), 20, ".");
            // Of the first pages most bear the line, of all less than the share that is asked for.
            let bears_it = n < 60 || n.is_multiple_of(20);
            let line = if bears_it {
                "The Post in its old dress and with a new crossword".to_owned()
            } else {
                format!("Nothing on day {n}.")
            };
            let headlines = lines(numbers.words(16), 4, "");
            let text = format!("{story}\n{line}\n{headlines}");
            Article { id: format!("{n:03}"), source: "Post", text }
        })
        .chain((0..60).map(|n| Article {
            id: format!("other {n:02}"),
            source: "Courier",
            text: format!(
                "{}.\nAlso Read | {}",
                Numbers(n).words(40).join(" "),
                Numbers(n + 1_000).words(9).join(" ")
            ),
        }))
        .collect()
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let mut articles = newswire(300);
    let (want, _) = run(&CONFIG, &articles, AT_ONCE, None);
    articles.reverse();
    let (have, _) = run(&CONFIG, &articles, Way { size: 7, ..AT_ONCE }, None);
    assert_eq!(tables(&have), tables(&want));
}

/// A table of boilerplate once lacked lines that their own source's texts always keep, so that other sources' texts
/// lost less when it was applied than when it was learned.
#[test]
fn a_saved_table_cleans_as_the_run_did() {
    let articles = newswire(300);
    let (learned, _) = run(&CONFIG, &articles, AT_ONCE, None);
    let recurring = learned.boilerplate.iter().filter(|row| row.why == Why::Recurring);
    let saved = Learned::from_pairs(recurring.clone().map(|row| (row.source.as_str(), row.line.as_str())));
    assert!(learned.boilerplate.iter().any(|row| row.why == Why::RecurringElsewhere));
    assert!(recurring.clone().any(|row| row.n_documents == 0 && row.source == "Flash"));
    let (applied, _) = run(&CONFIG, &articles, AT_ONCE, Some(saved));
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
    let (outcome, _) = run(&config, &articles, AT_ONCE, None);
    assert!(outcome.counts.largest_bucket > 100, "{:?}", outcome.counts);
    assert_eq!(outcome.edges.len(), 1_500, "{:?}", outcome.counts);
    assert!(outcome.edges.iter().all(|(edge, _)| edge.a.0 + 1 == edge.b.0 && edge.a.0.is_multiple_of(2)));
    assert_eq!(outcome.counts.pairs_left_out, 0);
}
