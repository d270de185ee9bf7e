//! Time in proportion to length, on the texts that would show it otherwise: four times the text, at most eight times
//! the time, by processor time where the system tells it.

mod common;

use wiresift_core::events::Article;

fn seconds() -> f64 {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|line| line.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

#[test]
fn four_times_the_text_takes_no_more_than_its_share() {
    let pack = common::compile(&common::files(), Vec::new()).expect("the pack compiles");
    for part in [
        "said that said that ",
        "rebels attacked and attacked ",
        "\" ' \" \u{201c} ",
        ", , , ",
        "Al Bin Smith Jones ",
        "KILLED IN AN ATTACK ",
        "He was killed. ",
        "\"We attacked them,\" he said they said. ",
        "to agree to refuse to agree to a truce with the ",
        "agreement on the agreement of the truce of ",
        "10 and 20 and 30 to 40 on Monday and ",
        "the bombing and shelling and bombing of ",
        "Workers (PKK) and the UAE, ",
        "They were killed and it was bombed. ",
        "heavy, sustained and long ",
    ] {
        let mut time = [f64::INFINITY; 2];
        for (slot, size) in [(0, 100_000), (1, 400_000)] {
            let text = part.repeat(size / part.len());
            let published = Some(jiff::civil::date(2022, 3, 3));
            let article = Article { id: "a", text: &text, title: None, published, kept: &[] };
            let mut reader = pack.reader();
            for _ in 0..3 {
                let start = seconds();
                let events = reader.read(&article);
                time[slot] = time[slot].min(seconds() - start);
                assert!(
                    events.iter().all(|event| text.get(event.trigger.start..event.trigger.end).is_some())
                );
            }
        }
        // processor time comes in ticks of up to four milliseconds
        let ratio = time[1] / time[0].max(4e-3);
        assert!(ratio < 8.0, "{part:?}: {:.1} ms and {:.1} ms", time[0] * 1e3, time[1] * 1e3);
    }
}
