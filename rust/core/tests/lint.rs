//! What `Pack::lint` finds in a pack: every check with file and line, and nothing where nothing is wrong.

use wiresift_core::events::{Finding, Level, Pack, PackFile};
use wiresift_core::normalise::place::Gazetteer;

/// A pack of two words, a topic and a pattern in which nothing is wrong.
const SOUND: &str = r#"
[pack]
name = "small"
version = "1.0.0"
[types.fight.fought]
[types.fight.bombed]
[types.truce.agreed]
[types.truce.signed]
[classes]
name = ""
weapon = "bomb, shell"
fighter = "rebel, soldier"
[acts.agree]
verbs = "agree to"
[topics.truce]
type = "truce"
nouns = "truce"
[topics.truce.modes]
agree = "agreed"
[[word]]
name = "battle"
type = "fight"
mode = "fought"
verbs = "battle, fight"
subject_class = "fighter"
[[word]]
name = "bomb"
type = "fight"
mode = "bombed"
verbs = "bomb"
needs = "weapon, fighter"
[[pattern]]
name = "pen"
type = "truce"
mode = "signed"
match = ['~put pen to paper']
yes = ["The rebels put pen to paper."]
[[example]]
text = "The rebels battled the soldiers."
events = ["fight.fought"]
[[example]]
text = "The rebels bombed the town."
events = ["fight.bombed"]
[[example]]
text = "Both sides agreed to a truce."
events = ["truce.agreed"]
"#;

fn lint(more: &str) -> Vec<Finding> {
    let files = [("a.toml", SOUND), ("b.toml", more)].map(|(name, contents)| PackFile { name, contents });
    Pack::lint(&files, Gazetteer::new(Vec::new()))
}

/// The findings of a check as `file:line message`.
fn found(more: &str, check: &str) -> Vec<String> {
    let findings = lint(more);
    let of_check = findings.iter().filter(|finding| finding.check == check);
    of_check.map(|finding| format!("{}:{} {}", finding.file, finding.line, finding.message)).collect()
}

/// An event word with these lines.
fn word(lines: &str) -> String {
    format!("[[word]]\nname = \"new\"\ntype = \"fight\"\nmode = \"fought\"\n{lines}\n")
}

#[test]
fn a_sound_pack_has_no_findings() {
    assert_eq!(lint(""), []);
}

#[test]
fn every_error_is_told_and_nothing_else() {
    let findings =
        lint("[[word]]\ntype = \"fight\"\nmode = \"fougt\"\n[[word]]\ntype = \"figt\"\nmode = \"x\"\n");
    let told: Vec<(usize, Level, &str)> =
        findings.iter().map(|finding| (finding.line, finding.level, finding.check)).collect();
    assert_eq!(told, [(2, Level::Error, "invalid"), (5, Level::Error, "invalid")]);
    assert!(findings[0].message.contains("no such mode; fight has"), "{findings:?}");
    assert!(findings[1].message.contains("no such type"), "{findings:?}");
}

#[test]
fn names_in_examples_are_known() {
    for (example, message) in [
        ("events = [\"fight.fought negatd\"]", "negatd: no such status; known are affirmed"),
        ("never = [\"figt\"]", "figt: no such type"),
        ("never = [\"fight.fougt\"]", "no such mode"),
    ] {
        let found = found(&format!("[[example]]\ntext = \"A.\"\n{example}\n"), "invalid");
        assert_eq!(found.len(), 1, "{example}");
        assert!(found[0].starts_with("b.toml:1 ") && found[0].contains(message), "{found:?}");
    }
}

#[test]
fn rules_that_can_never_match() {
    for (rules, line, message) in [
        (word(""), 1, "has no verbs, nouns or adjectives"),
        (
            format!("[classes]\nnone = \"\"\n{}", word("verbs = \"hit\"\nneeds = \"none\"")),
            8,
            "needs asks for none, which has no words",
        ),
        (
            word("verbs = \"hit\"\nobject_class = \"weapon\"\nobject_never = \"weapon, fighter\""),
            1,
            "can have no object",
        ),
        (
            word("verbs = \"hit\"\nsubject_class = \"fighter\"\nsubject_never = \"weapon, fighter\""),
            1,
            "can have no subject",
        ),
        (word("verbs = \"hit\"\nwith = \"onto, intto\""), 1, "\"intto\" in with is no preposition"),
        (word("nouns = \"hit\"\ninfinitive = true"), 1, "infinitive does nothing, for the word has no verbs"),
        (word("verbs = \"hit\"\nmentioned = true"), 1, "mentioned does nothing, for the word has no nouns"),
        (
            "[acts.shun]\n[topics.pause]\ntype = \"truce\"\nnouns = \"pause\"\n[topics.pause.modes]\nshun = \"agreed\"\n"
                .to_owned(),
            6,
            "can never be \"agreed\": the act shun has no words",
        ),
        (
            "[classes]\nnone = \"\"\n[[pattern]]\nname = \"p\"\ntype = \"truce\"\nmode = \"signed\"\n\
             match = ['inked <none>']\n"
                .to_owned(),
            7,
            "the class none has no words",
        ),
        (
            "[[pattern]]\nname = \"p\"\ntype = \"truce\"\nmode = \"signed\"\nmatch = ['inked /T.*/']\n".to_owned(),
            5,
            "words are read in small letters",
        ),
        ("[refine.fight]\nweapon = \"bombed\"\n".to_owned(), 2, "no word of fight has refine = true"),
    ] {
        let found = found(&rules, "dead-rule");
        assert_eq!(found.len(), 1, "{rules}\n{found:?}");
        assert!(found[0].starts_with(&format!("b.toml:{line} ")), "{rules}\n{found:?}");
        assert!(found[0].contains(message), "{rules}\n{found:?}");
    }
}

#[test]
fn rules_in_the_shadow_of_others() {
    for (rules, line, message) in [
        (
            word("subject_class = \"fighter\"\nverbs = \"\"\"\nhit,\nfight\n\"\"\""),
            8,
            "\"fight\" is never read as word \"new\" (fight.fought): word \"battle\" (fight.fought) at a.toml:24",
        ),
        (word("verbs = \"hit, hit\""), 5, "\"hit\" stands twice"),
        (
            format!("{}{}", word("nouns = \"raid\""), word("nouns = \"raid\"\nneeds = \"fighter\"")),
            10,
            "\"raid\" is never read",
        ),
        (
            format!("{}{}", word("adjectives = \"slain\""), word("adjectives = \"slain\"")),
            5,
            "\"slain\" is never read",
        ),
        (
            "[topics.pause]\ntype = \"truce\"\nnouns = \"truce\"\n[topics.pause.modes]\nagree = \"agreed\"\n"
                .to_owned(),
            3,
            "\"truce\" is never read as topic pause: topic truce at a.toml:17",
        ),
    ] {
        let found = found(&rules, "shadowed-rule");
        assert_eq!(found.len(), 1, "{rules}\n{found:?}");
        assert!(found[0].starts_with(&format!("b.toml:{line} ")), "{rules}\n{found:?}");
        assert!(found[0].contains(message), "{rules}\n{found:?}");
    }
}

#[test]
fn a_rule_with_wider_conditions_stands_in_no_shadow() {
    for rules in [
        // a phrase with a preposition may find its object there
        word("verbs = \"battle against\"\nsubject_class = \"fighter\""),
        // "battle" asks for fighters
        word("verbs = \"battle\""),
        // "bomb" needs a weapon or a fighter
        word("verbs = \"bomb\"\nobject = \"optional\""),
        word("verbs = \"bomb\"\nneeds = \"weapon, fighter, name\""),
    ] {
        assert_eq!(found(&rules, "shadowed-rule"), [""; 0], "{rules}");
    }
}

#[test]
fn phrases_in_lists_that_exclude_each_other() {
    for (rules, place, message) in [
        (
            "[[governor]]\nverbs = \"plan\"\naffirmed = \"future\"\nnegated = \"negated\"\n\
             [[governor]]\nverbs = \"plan\"\naffirmed = \"hypothetical\"\nnegated = \"negated\"\n"
                .to_owned(),
            "b.toml:6",
            "the verb \"plan\" governs already at b.toml:2",
        ),
        (
            "[reporting.said]\nverbs = \"say\"\n[reporting.denied]\nverbs = \"deny, say\"\n".to_owned(),
            "b.toml:4",
            "\"say\" is \"said\" already at b.toml:2, not \"denied\"",
        ),
        (
            format!(
                "[classes]\nblast = \"bomb, mine\"\n[refine.fight]\nblast = \"fought\"\nweapon = \"bombed\"\n{}",
                word("verbs = \"hit\"\nrefine = true")
            ),
            "a.toml:11",
            "\"bomb\" is in the class weapon and at b.toml:2 in blast: each makes another mode of fight",
        ),
    ] {
        let found = found(&rules, "lexicon-clash");
        assert_eq!(found.len(), 1, "{rules}\n{found:?}");
        assert!(found[0].starts_with(&format!("{place} ")), "{rules}\n{found:?}");
        assert!(found[0].contains(message), "{rules}\n{found:?}");
    }
}

#[test]
fn lists_that_are_meant_to_overlap_do_not_clash() {
    for rules in [
        // fighters, but not those that are weapons
        "[classes]\nthing = \"bomb\"\n".to_owned() + &word("verbs = \"hit\"\nneeds = \"weapon\"\nunless = \"thing\""),
        // the second says whose the infinitive is
        "[[governor]]\nverbs = \"ask\"\naffirmed = \"future\"\nnegated = \"negated\"\n\
         [[governor]]\nverbs = \"ask\"\naffirmed = \"hypothetical\"\nnegated = \"negated\"\nobject_control = true\n"
            .to_owned(),
    ] {
        assert_eq!(found(&rules, "lexicon-clash"), [""; 0], "{rules}");
    }
}

#[test]
fn rules_that_no_example_shows() {
    let rules = "[[word]]\nname = \"hit\"\ntype = \"fight\"\nmode = \"fought\"\nverbs = \"hit\"\n\
                 [topics.pause]\ntype = \"truce\"\nnouns = \"pause\"\n[topics.pause.modes]\nagree = \"agreed\"\n\
                 [[pattern]]\nname = \"ink\"\ntype = \"truce\"\nmode = \"signed\"\nmatch = ['inked it']\n";
    let mut told = found(rules, "no-example");
    told.sort();
    assert_eq!(
        told,
        [
            "b.toml:1 no example shows word \"hit\" (fight.fought)",
            "b.toml:11 no example shows pattern \"ink\": give it a sentence under yes",
            "b.toml:6 no example shows topic pause",
        ]
    );
    let shown =
        format!("{rules}[[example]]\ntext = \"The rebels hit the town.\"\nevents = [\"fight.fought\"]\n");
    assert_eq!(found(&shown, "no-example").len(), 2);
}

#[test]
fn rules_of_one_name() {
    let pen = "[[pattern]]\nname = \"pen\"\ntype = \"truce\"\nmode = \"agreed\"\nmatch = ['inked it']\n\
               yes = [\"The rebels inked it.\"]\n";
    let bomb = "[[word]]\nname = \"bomb\"\ntype = \"fight\"\nmode = \"fought\"\nverbs = \"hit\"\n";
    // a word and a pattern can be told apart by what stands before their names
    let new = word("verbs = \"beat\"").replace("\"new\"", "\"pen\"");
    assert_eq!(
        found(&format!("{pen}{bomb}{new}"), "same-name"),
        [
            "b.toml:1 pattern \"pen\" is called like the one at a.toml:32: give it a name of its own",
            "b.toml:7 word \"bomb\" is called like the one at a.toml:26: give it a name of its own",
        ]
    );
    // without a name it is called by type and mode
    let nameless = word("verbs = \"hit\"").replace("name = \"new\"\n", "");
    let again = nameless.replace("hit", "beat");
    assert_eq!(
        found(&format!("{nameless}{again}"), "same-name"),
        ["b.toml:5 word \"fight.fought\" is called like the one at b.toml:1: give it a name of its own"]
    );
}

#[test]
fn names_that_nothing_asks_for() {
    for (rules, line, message) in [
        ("[classes]\nidle = \"cook\"\n", 2, "no rule asks for the class idle"),
        ("[types.fight.danced]\ncameo = \"1\"\n", 1, "no rule gives fight.danced"),
        ("[acts.shun]\nverbs = \"shun\"\n", 2, "no topic has a mode for the act shun"),
    ] {
        let found = found(rules, "unused-name");
        assert_eq!(found, [format!("b.toml:{line} {message}")], "{rules}");
    }
}

#[test]
fn a_class_too_many_is_refused_with_what_to_do() {
    let rules: String =
        std::iter::once("[classes]\n".to_owned()).chain((0..64).map(|n| format!("c{n} = \"\"\n"))).collect();
    let found = found(&rules, "invalid");
    // three classes are in the other file
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].contains("at most 64 classes; put its words into a class"), "{found:?}");
}

#[test]
fn a_type_of_topics_too_many_is_refused() {
    let topic = |n: usize| {
        format!(
            "[types.t{n}.agreed]\n[topics.t{n}]\ntype = \"t{n}\"\nnouns = \"n{n}\"\nmodes = {{ agree = \"agreed\" }}\n"
        )
    };
    let rules = (0..64).map(topic).collect::<Vec<_>>().concat();
    let found = found(&rules, "invalid");
    // one topic is in the other file
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("the topics of a pack have at most 64 types"), "{found:?}");
}

/// A table of verbs, with a set.
const TABLE: &str = r#"[sets]
goods = "grain, oil"
[[verb]]
name = "lug"
verbs = "lug, haul off"
tells = "fight.fought"
alone = { "truce.agreed" = "lug" }
match = [
  "* ... &goods => truce.agreed",
  "not ... * ... oats => -",
]
"#;

#[test]
fn tables_of_verbs_and_sets_that_are_meant_so() {
    assert_eq!(lint(TABLE), []);
}

#[test]
fn verbs_lines_and_sets_that_do_nothing() {
    let table = |lines: &str| format!("{TABLE}[[verb]]\nname = \"tow\"\n{lines}\n");
    for (rules, check, want) in [
        (
            table("verbs = \"tow, Haul off (hauled), tow\""),
            "shadowed-rule",
            &[
                "b.toml:14 \"haul off\" is never read as verb tow: verb lug at b.toml:5 always comes first",
                "b.toml:14 \"tow\" stands twice in verb tow: at b.toml:14 already",
            ][..],
        ),
        (
            table(
                "verbs = \"tow\"\nmatch = [\n\"* ... oats => -\",\n\"* ... oats to actor:@ => truce.agreed\"]",
            ),
            "shadowed-rule",
            &[
                "b.toml:17 \"* ... oats to actor:@\" in verb tow never tells: \"* ... oats\" at b.toml:16 always comes \
               first",
            ],
        ),
        (
            table("verbs = \"tow\"").replace("tow\"\nv", "lug\"\nv"),
            "same-name",
            &["b.toml:12 verb \"lug\" is called like the one at b.toml:3: give it a name of its own"],
        ),
        (TABLE.replace("&goods", "grain"), "unused-name", &["b.toml:2 no pattern asks for the set goods"]),
        (
            TABLE.replace("grain, oil", ""),
            "dead-rule",
            &["b.toml:9 \"* ... &goods\" asks for the set goods, which has no phrases"],
        ),
    ] {
        assert_eq!(found(&rules, check), want, "{rules}");
    }
}
