//! Times the steps of deduplication in one thread, by processor time, on JSON lines of `id`, `text`, `title`,
//! `source`.
//!
//! ```text
//! cargo run --release --example dedup -- ARTICLES.jsonl [--clean] [--signatures] [--threshold=0.8] [--repeat=3]
//! ```

use serde_json::Value;
use wiresift_core::canonical::Policy;
use wiresift_core::lsh::params::Bands;
use wiresift_core::pipeline::dedup::{Batch, Config, Session};
use wiresift_core::pipeline::scratch::InMemory;
use wiresift_core::pipeline::sketcher::Sketcher;
use wiresift_core::sketch::minhash::Permutations;
use wiresift_core::text::clean::Learned;

const BATCH: usize = 8_192;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, rest @ ..] = arguments.as_slice() else {
        return Err(
            "usage: dedup ARTICLES.jsonl [--clean] [--signatures] [--threshold=0.8] [--repeat=3]".into()
        );
    };
    let value = |name: &str| rest.iter().find_map(|argument| argument.strip_prefix(name)?.strip_prefix('='));
    let (threshold, repeat) =
        (value("--threshold").unwrap_or("0.8").parse()?, value("--repeat").unwrap_or("3").parse::<usize>()?);
    let clean = rest.iter().any(|argument| argument == "--clean");
    let articles: Vec<Value> =
        std::fs::read_to_string(input)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global()?;
    for _ in 0..repeat {
        if rest.iter().any(|argument| argument == "--signatures") {
            signatures(&articles)?;
        } else {
            run(&articles, threshold, clean)?;
        }
    }
    Ok(())
}

/// Nanoseconds that this thread has run.
fn now() -> Result<f64, Box<dyn std::error::Error>> {
    let stat = std::fs::read_to_string("/proc/self/schedstat")?;
    Ok(stat.split(' ').next().unwrap_or("0").parse::<f64>()? / 1e9)
}

fn string<'a>(article: &'a Value, name: &str) -> Option<&'a str> {
    article.get(name).and_then(Value::as_str)
}

fn signatures(articles: &[Value]) -> Result<(), Box<dyn std::error::Error>> {
    let (permutations, learned) = (Permutations::new(128, 1), Learned::default());
    let mut worker = Sketcher::new(&permutations, Bands { bands: 1, rows: 128 }, 5, false, &learned);
    let start = now()?;
    let mut sum = 0_u32;
    for article in articles {
        let signature = worker.signature("", string(article, "text").unwrap_or_default());
        sum = signature.iter().fold(sum, |sum, value| sum.wrapping_add(*value));
    }
    let seconds = now()? - start;
    println!("signatures {seconds:.3} s, {:.0} articles/s (sum {sum})", articles.len() as f64 / seconds);
    Ok(())
}

fn run(articles: &[Value], threshold: f64, clean: bool) -> Result<(), Box<dyn std::error::Error>> {
    let config = Config {
        threshold,
        containment: Some(0.8),
        ngram: 5,
        num_perm: 128,
        seed: 1,
        bands: None,
        rows: None,
        canonical: Policy::Earliest,
        preferred: Vec::new(),
        clean,
    };
    let mut session = Session::new(config, Box::new(InMemory))?;
    let batches: Vec<Batch<'_>> = articles
        .chunks(BATCH)
        .map(|articles| Batch {
            ids: articles.iter().map(|article| string(article, "id").unwrap_or_default()).collect(),
            texts: articles.iter().map(|article| string(article, "text").unwrap_or_default()).collect(),
            titles: articles.iter().map(|article| string(article, "title")).collect(),
            sources: articles.iter().map(|article| string(article, "source")).collect(),
            published: vec![None; articles.len()],
        })
        .collect();
    let mut times = vec![("start", now()?)];
    if clean {
        for batch in &batches {
            session.learn(&batch.sources, &batch.texts);
        }
        session.learned(None);
    }
    times.push(("learn", now()?));
    for batch in &batches {
        session.sketch(batch)?;
    }
    times.push(("sketch", now()?));
    session.plan()?;
    times.push(("plan", now()?));
    while session.verify()? {}
    times.push(("verify", now()?));
    let outcome = session.finish()?;
    times.push(("finish", now()?));
    for pair in times.windows(2) {
        print!("{} {:.3} s, ", pair[1].0, pair[1].1 - pair[0].1);
    }
    let all = times[times.len() - 1].1 - times[0].1;
    println!("all {all:.3} s, {:.0} articles/s; {} edges", articles.len() as f64 / all, outcome.edges.len());
    println!("{:?}", outcome.counts);
    Ok(())
}
