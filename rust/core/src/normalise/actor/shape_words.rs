//! Words that tell a name from what only has capitals.

use crate::normalise::word_set::word_set;

word_set!(
    /// Small words inside names.
    pub(super) is_particle, IS_PARTICLE,
    "al el bin ibn bint abu de da dos del della di van von der den ul ur ud la le ben ould ag as az \
     ad an"
);

word_set!(
    /// Words that open a sentence with a capital and are no names.
    pub(super) is_starter, IS_STARTER,
    "the a an in on at but and as he she it they we i you this that these those his her its their our \
     my your if when while after before since for from with without by to of or not no yes one two \
     three four five six all some many most more also however meanwhile earlier later last next other \
     another both each every there here what who why how where which despite although though because \
     until under over about between among against during through only even still just now then so yet \
     new former according asked speaking citing following photo image also-read several dozens \
     hundreds thousands mr mrs ms is are was were did does do has have will can should would could \
     let see read moreover furthermore instead additionally separately elsewhere today yesterday \
     tomorrow video update"
);

word_set!(
    /// Verbs of speech, before or after a name.
    pub(super) is_speech, IS_SPEECH,
    "said says told added wrote warned argued tweeted insisted stressed noted claimed explained \
     accused denied urged vowed pledged condemned replied testified recalled announced confirmed adds \
     writes"
);

word_set!(
    /// Last words of the names of armed groups.
    is_armed, ARMED,
    "front army brigade brigades battalion battalions militia resistance martyrs liberation mujahideen \
     fighters regiment division"
);

word_set!(
    /// Last words of the names of other bodies.
    is_body, BODIES,
    "party union council committee ministry agency association observatory institute watch organization \
     organisation court commission movement coalition alliance foundation federation league congress \
     assembly parliament senate authority department bureau university church bank crescent society \
     centre center network forum group initiative office administration service company corporation corps \
     command press times post journal tribune news television radio house board conference mission fund"
);

/// The kind of group that a last word names.
pub(super) fn group_kind(lower: &str) -> Option<&'static str> {
    if is_armed(lower) {
        return Some("armed_group");
    }
    is_body(lower).then_some("organisation")
}
