//! From words to events.
