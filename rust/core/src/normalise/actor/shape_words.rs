//! Words that tell a name from what only has capitals.

use crate::normalise::traits::is;

/// Small words inside names.
pub(crate) const PARTICLES: &str = "al el bin ibn bint abu de da dos del della di van von der den ul ur ud la le ben ould ag as az \
     ad an";

/// Words that open a sentence with a capital and are no names.
pub(crate) const STARTERS: &str = "the a an in on at but and as he she it they we i you this that these those his her its their our \
     my your if when while after before since for from with without by to of or not no yes one two \
     three four five six all some many most more also however meanwhile earlier later last next other \
     another both each every there here what who why how where which despite although though because \
     until under over about between among against during through only even still just now then so yet \
     new former according asked speaking citing following photo image also-read several dozens \
     hundreds thousands mr mrs ms is are was were did does do has have will can should would could \
     let see read moreover furthermore instead additionally separately elsewhere today yesterday \
     tomorrow video update";

/// Verbs of speech, before or after a name.
pub(crate) const SPEECH: &str = "said says told added wrote warned argued tweeted insisted stressed noted claimed explained \
     accused denied urged vowed pledged condemned replied testified recalled announced confirmed adds \
     writes";

/// Last words of the names of armed groups.
pub(crate) const ARMED: &str = "front army brigade brigades battalion battalions militia resistance martyrs liberation mujahideen \
     fighters regiment division";

/// Last words of the names of other bodies.
pub(crate) const BODIES: &str = "party union council committee ministry agency association observatory institute watch organization \
     organisation court commission movement coalition alliance foundation federation league congress \
     assembly parliament senate authority department bureau university church bank crescent society \
     centre center network forum group initiative office administration service company corporation corps \
     command press times post journal tribune news television radio house board conference mission fund";

/// The kind of group that a last word names, by its traits.
pub(super) fn group_kind(traits: u32) -> Option<&'static str> {
    if traits & is::ARMED != 0 {
        return Some("armed_group");
    }
    (traits & is::BODY != 0).then_some("organisation")
}
