//! From words to typed values: actor, place, date, quantity, money.
