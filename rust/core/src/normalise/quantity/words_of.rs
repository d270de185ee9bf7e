//! Words that tell what a number beside them is.

use crate::normalise::word_set::word_set;

word_set!(
    /// Votes and matches are told by what stands before them.
    pub(super) before_is_vote, BEFORE_IS_VOTE,
    "voted vote won win lost beat score ruled scored leading"
);

word_set!(
    /// What follows `one` where it is a pronoun.
    pub(super) follows_a_pronoun, FOLLOWS_A_PRONOUN,
    "another 's can is should must could would might may that which by thing more side"
);

word_set!(
    /// Words of a phrase after `one of` that counts nobody: `one of the first signs`.
    pub(super) singles_out, SINGLES_OUT,
    "first most few only main key last many best worst top major leading several reasons signs ways"
);

word_set!(
    /// What stands before `a year` where it is a length.
    pub(super) asks_for_length, ASKS_FOR_LENGTH,
    "for within after than of about nearly almost over under by least lasted lasting half around roughly"
);

word_set!(
    /// What follows `52-48` where it is no range.
    pub(super) ends_a_score, ENDS_A_SCORE,
    "in to on at and for against with by vote win victory defeat loss draw after as but lead over decision ruling \
     majority party when while before from"
);
