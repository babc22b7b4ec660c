//! The conversation's lines to its providers: what their codecs ask for is done here.
//!
//! A line belongs to a handover and may outlive it, until what was to be told of the end has been told.
//! What a provider says about a handover that is over changes nothing.

use crate::contract::{EndReason, Input};
use crate::engine::timers::Timer;
use crate::engine::turn::{Fact, Turn};
use crate::handover::{Event, State};
use crate::provider::codec::{Answer, Command, Frame};
use crate::provider::line::{Cause, Deed, Line, Talk};
use crate::value::{Object, Str};

impl Turn<'_> {
    /// Puts a command into the provider's words and sends it.
    pub(super) fn tell(&mut self, command: Command) {
        if let Some(line) = self.present_line() {
            self.talk(line, Cause::Command(command));
        }
    }

    /// What came back for a request of a line.
    pub(super) fn line_answered(&mut self, send: u32, answer: Answer) {
        let Some(at) = self.conversation.lines.iter().position(|line| line.sent(send).is_some()) else {
            return;
        };
        let line = self.conversation.lines.remove(at);
        // What came back is long and may hold tokens: readers of the log get what it meant.
        self.relog(&match &answer.failure {
            Some(message) => Input::SendFailed { send, message: message.clone() },
            None => Input::Answer { send, status: answer.status, headers: None, body: None },
        });
        self.talk(line, Cause::Answered(send, answer));
    }

    /// Something that a provider pushed.
    pub(super) fn frame(&mut self, provider: &str, body: &str, headers: Option<&Object>) {
        let Some(name) = self.options.provider(provider).map(|provider| provider.name.clone()) else {
            self.fault("provider_unknown", ["no provider is called `", provider, "`"].concat(), None);
            return;
        };
        let ticket = self.conversation.ticket.as_ref().filter(|ticket| ticket.state.is_open());
        let line = match ticket.and_then(|ticket| ticket.provider.as_ref()) {
            Some(present) if *present == name => self.present_line(),
            _ => Some(Line::new(name, 0, 0)),
        };
        if let Some(line) = line {
            self.talk(line, Cause::Pushed(Frame { body, headers }));
        }
    }

    /// What lines have waited for is due.
    pub(super) fn lines_due(&mut self) {
        let now = self.now;
        let is_due = |line: &Line| line.next().is_some_and(|due| due <= now);
        while let Some(at) = self.conversation.lines.iter().position(is_due) {
            let mut line = self.conversation.lines.remove(at);
            match line.alarm(now) {
                Some(alarm) => self.talk(line, Cause::Due(alarm)),
                None => {
                    let number = line.handover;
                    self.put(line);
                    self.begin(number);
                }
            }
        }
    }

    /// The handover is over, and its line with it. What the visitor said and the provider has not got is
    /// offered to the flow.
    pub(super) fn end_line(&mut self) {
        let Some(ticket) = self.conversation.ticket.as_deref_mut() else { return };
        let number = ticket.number;
        if let Some(line) = self.conversation.lines.iter_mut().find(|line| line.handover == number) {
            ticket.held.splice(0..0, line.end());
            self.begin(number);
        }
    }

    /// The provider has the request: a codec that only waited to hear so has nothing more to wait for.
    pub(super) fn request_taken(&mut self) {
        let Some(number) = self.conversation.ticket.as_ref().map(|ticket| ticket.number) else { return };
        if let Some(line) = self.conversation.lines.iter_mut().find(|line| line.handover == number)
            && let Some(provider) = self.options.provider(&line.provider)
        {
            line.forget(provider.codec.receipt());
            self.tidy(number);
        }
    }

    /// A handover's request that was sent again: the latest answer counts.
    pub(super) fn request_sent_again(&mut self, handover: u32, send: u32) {
        let line = self.conversation.lines.iter_mut().find(|line| line.handover == handover);
        if let Some(errand) = line.and_then(|line| line.errands.first_mut()) {
            errand.send = Some(send);
        }
    }

    /// The line of the present handover, taken out of the conversation.
    fn present_line(&mut self) -> Option<Line> {
        let ticket = self.conversation.ticket.as_ref()?;
        match self.conversation.lines.iter().position(|line| line.handover == ticket.number) {
            Some(at) => Some(self.conversation.lines.remove(at)),
            None => Some(Line::new(ticket.provider.clone()?, ticket.number, ticket.line)),
        }
    }

    /// Lets the codec do something about a line, puts the line back, and does what the codec asked for.
    fn talk(&mut self, mut line: Line, cause: Cause) {
        let Some(provider) = self.options.provider(&line.provider) else { return };
        let (name, number) = (provider.name.clone(), line.handover);
        let mut is_input = matches!(cause, Cause::Answered(..) | Cause::Pushed(_));
        let mut talk = Talk::new(&self.conversation.name, &provider.settings, self.now, &mut line);
        let heard = talk.hear(provider.codec, cause);
        let deeds = talk.deeds();
        self.put(line);
        if let Err(message) = heard {
            self.fault("protocol", message, None);
        }
        for deed in deeds {
            match deed {
                Deed::Post(request) => drop(self.send(name.clone(), request)),
                Deed::Taken
                    if self.is_present(number, &name) && self.conversation.state() == State::Requested =>
                {
                    self.happen(Event::Queued, &Fact::default());
                }
                Deed::Fact(number, fact) if self.is_present(number, &name) => {
                    self.learn(fact, std::mem::take(&mut is_input));
                }
                Deed::Failed(error) if self.is_present(number, &name) => {
                    // What the provider may still have is let go. A desk has said itself that it has nothing.
                    if provider.codec.receipt().is_none() {
                        self.tell(Command::End(EndReason::Error));
                    }
                    self.happen(Event::Failed, &Fact { error: Some(error), ..Fact::default() });
                }
                // Of a handover that is over the desk may have missed that it is.
                Deed::Sync(number, after) if self.is_latest(number, &name) => self.resend(number, after),
                Deed::Agents(send, agents) if self.asks(send) => self.availability_known(Ok(agents)),
                Deed::Taken | Deed::Fact(..) | Deed::Failed(_) | Deed::Sync(..) | Deed::Agents(..) => {}
            }
        }
        self.begin(number);
    }

    /// A fact happens. What it means stands in the log, in place of the bytes that brought it: readers of
    /// the log need no codec.
    fn learn(&mut self, fact: Input, is_input: bool) {
        if is_input {
            self.conversation.log.reset(self.mark);
        }
        let (mark, changed) = (self.conversation.log.mark(), std::mem::take(&mut self.changed));
        self.record(&fact);
        self.centre(fact);
        if !self.changed {
            self.conversation.log.reset(mark);
        }
        self.changed |= changed;
    }

    fn is_present(&self, number: u32, provider: &Str) -> bool {
        let is_open = self.conversation.ticket.as_ref().is_some_and(|ticket| ticket.state.is_open());
        is_open && self.is_latest(number, provider)
    }

    fn is_latest(&self, number: u32, provider: &Str) -> bool {
        let ticket = self.conversation.ticket.as_ref();
        ticket.is_some_and(|ticket| ticket.number == number && ticket.provider.as_ref() == Some(provider))
    }

    /// Keeps a line that has something to do; of another one the ticket keeps how far it has counted.
    fn put(&mut self, line: Line) {
        if !line.is_idle() {
            // Hardly a conversation has two.
            self.conversation.lines.reserve_exact(1);
            self.conversation.lines.push(line);
            return;
        }
        self.conversation.lines.shrink_to_fit();
        let ticket = self.conversation.ticket.as_deref_mut();
        if let Some(ticket) = ticket.filter(|ticket| ticket.number == line.handover) {
            ticket.line = line.seq;
        }
    }

    /// Sends what is to begin now.
    fn begin(&mut self, number: u32) {
        while let Some(line) = self.conversation.lines.iter_mut().find(|line| line.handover == number) {
            let Some(provider) = self.options.provider(&line.provider) else { break };
            let Some((errand, session)) = line.begin(self.now) else { break };
            provider.codec.begins(&mut errand.request, session);
            let request = errand.request.clone();
            let send = self.send(provider.name.clone(), request);
            let line = self.conversation.lines.iter_mut().find(|line| line.handover == number);
            line.into_iter().for_each(|line| line.began(self.now, send));
        }
        self.tidy(number);
    }

    /// Forgets a line that has nothing to do, and sees to it that the others hear from themselves.
    fn tidy(&mut self, number: u32) {
        let lines = &mut self.conversation.lines;
        if let Some(at) = lines.iter().position(|line| line.handover == number && line.is_idle()) {
            let line = lines.remove(at);
            self.put(line);
        }
        self.set_line_timer();
    }

    /// Lines that wait for a moment are woken then.
    pub(super) fn set_line_timer(&mut self) {
        match self.conversation.lines.iter().filter_map(Line::next).min() {
            Some(due) => self.conversation.timers.set(Timer::Line, due),
            None => drop(self.conversation.timers.clear(Timer::Line)),
        }
    }
}
