//! What another platform's request for a human, or its report about one, does to a conversation.

use crate::engine::conversation::{Place, Said};
use crate::engine::turn::{Stimulus, Turn};
use crate::format::{read_report, recognise_signal};
use crate::node::{Run, Utterance};
use crate::value::Value;

impl Turn<'_> {
    /// Says what the platform wants said, transfers what it wants transferred, runs the flow from its
    /// signal node, and ends the conversation where the platform does and nobody was asked for.
    ///
    /// While a handover is under way it is logged and changes nothing. A report about a handover happens as
    /// what it means, and is too late where none is under way.
    pub(super) fn signal(&mut self, payload: &Value) {
        let is_open = self.conversation.state().is_open();
        let signal = recognise_signal(payload).filter(|_| !is_open);
        if let Some(facts) = read_report(payload).filter(|_| signal.is_none()) {
            self.conversation.log.reset(self.mark);
            facts.into_iter().for_each(|fact| self.take(fact));
            return;
        }
        self.changed = true;
        if is_open {
            return;
        }
        let Some(signal) = signal else {
            self.fault("signal_unknown", "no platform that is known sends such a signal".into(), None);
            return;
        };
        for refused in &signal.refused {
            self.fault("signal_refused", refused.clone(), None);
        }
        self.conversation.kept.set("signal", signal.to_input());
        if let Some(message) = signal.escalation_message.clone() {
            self.say(Utterance { text: Some(message), ..Utterance::default() });
        }
        if signal.phone_gateway_transfer.is_some() || signal.sip.is_some() {
            self.transfer(signal.phone_gateway_transfer.clone(), signal.sip.clone());
        }
        if signal.handoff {
            match self.flow.signal(signal.source.as_str()) {
                Some(node) => {
                    let place = Place::at(self.flow.node(node).map(|node| node.id.clone()));
                    self.run(place, Stimulus { said: Said::default(), ..Stimulus::default() });
                }
                None => {
                    let message = ["the flow has no signal node for `", signal.source.as_str(), "`"];
                    self.fault("signal_without_node", message.concat(), None);
                }
            }
        }
        if signal.end_session && !self.conversation.state().is_open() && self.conversation.ended.is_none() {
            self.end_session(signal.reason.as_deref().unwrap_or("endSession"));
        }
    }
}
