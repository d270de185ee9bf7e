//! What somebody says that another must do, where no other frame tells it: "the minister said that Iran must
//! cooperate", "'Serbia should comply,' the envoy said".

use super::{By, Frame, Reading};
use crate::events::clause::Kind;
use crate::events::few::Few;
use crate::events::pack::{ClaimKind, Realis};

impl Reading<'_> {
    /// Whether somebody of the classes is meant: "told Iran that it must cooperate".
    fn may_be_obliged(&self, subject: &Few, classes: u64) -> bool {
        subject.iter().any(|noun| self.head_bits(&Few::one(self.meant(noun))) & classes != 0)
    }

    pub(super) fn obligations(&self, out: &mut Vec<Frame>) {
        let Some(obliged) = &self.pack.turns.obliged else { return };
        for (index, clause) in self.clauses.list.iter().enumerate() {
            let Some(verb) = clause.verb else { continue };
            let group = &self.groups.verbs[verb as usize];
            let said = |modal: usize| obliged.words.iter().any(|word| word == self.sentence.lower(modal));
            let Some(modal) = group.modal.filter(|&modal| said(modal)) else { continue };
            // "must have known" is a guess
            let guess =
                (modal..group.b).any(|token| self.sentence.lower(token) == "have" && token < group.head);
            if guess
                || !matches!(clause.kind, Kind::Complement | Kind::Main)
                || !self.may_be_obliged(&clause.subject, obliged.subject_classes)
                || out.iter().any(|frame| frame.clause == index)
                || !self.evidence(index, Some(obliged.code), 0, obliged.unless)
            {
                continue;
            }
            let mut status = self.status(index);
            let said = status.said.iter().find(|said| said.kind != ClaimKind::Denied).copied();
            let Some(said) = said else { continue };
            status.realis = Realis::Actual;
            status.negated = false;
            let mut frame = Frame {
                code: obliged.code,
                rule: By::Obliged.into(),
                clause: index,
                status,
                trigger: (modal, group.head + 1),
                actors: Vec::new(),
                recipients: Vec::new(),
                third: Vec::new(),
                noun: None,
                victims: Few::default(),
                quantity: Few::default(),
                yields: true,
                act_clause: None,
                refine: false,
            };
            for noun in clause.subject.iter() {
                self.add_role(noun, false, &mut frame.recipients);
            }
            for noun in self.clauses.list[said.clause].subject.iter() {
                self.add_role(noun, true, &mut frame.actors);
            }
            out.push(frame);
        }
    }
}
