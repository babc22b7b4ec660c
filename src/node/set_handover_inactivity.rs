//! Starts the timer that runs out when the visitor is silent during a handover.
//!
//! The timer runs out once; whoever wants it again starts it again.

use crate::contract::Level;
use crate::descriptor::{FieldType, Item, NodeDescriptor, NodeField, Token};
use crate::node::{Data, NEXT, Next, Node, Role, Run, named};
use crate::script::{Template, text_to_decimal};
use crate::value::Str;

pub static DESCRIPTOR: NodeDescriptor = NodeDescriptor {
    kind: "setHandoverInactivity",
    label: "Set Handover Inactivity",
    summary: "Runs the flow again when the visitor has been silent for a while during a handover.",
    tags: &["handover", "timer", "silence", "timeout"],
    layout: &[Item::Field(
        NodeField::new(
            FieldType::Template,
            "minutes",
            "Minutes",
            "How long the visitor may be silent. The count then rises by one and the flow runs with the present status.",
        )
        .unit("min"),
    )],
    tokens: &[Token { label: "Inactivity Count", kind: "input", script: "input.handover.inactivityCount" }],
    handles: Some(NEXT),
};

pub fn parse(data: &mut Data) -> Box<dyn Node> {
    data.outline.role = Role::Inactivity;
    let minutes = data.template("minutes");
    if minutes.is_blank() {
        let help = "Give it a number of minutes, such as `5`.";
        data.report(
            Level::Warning,
            "no_minutes",
            "minutes",
            "without `minutes` no timer starts".into(),
            help,
        );
    } else if let Some(text) = minutes.literal()
        && positive(text).is_none()
    {
        let message = ["`minutes` must be a number above 0, not `", text, "`"].concat();
        data.report(
            Level::Error,
            "out_of_range",
            "minutes",
            message,
            "Give it a number of minutes, such as `5`.",
        );
    }
    Box::new(SetHandoverInactivity { minutes })
}

struct SetHandoverInactivity {
    minutes: Template,
}

impl Node for SetHandoverInactivity {
    fn handles(&self) -> Vec<Str> {
        named(NEXT)
    }

    fn run(&self, run: &mut dyn Run) -> Next {
        let rendered = self.minutes.render(&run.scope());
        match positive(&rendered) {
            Some(minutes) => run.set_inactivity(minutes),
            None if self.minutes.is_blank() => {}
            None => {
                run.fault(
                    "invalid_minutes",
                    ["`", &rendered, "` is not a number of minutes above 0"].concat(),
                );
            }
        }
        Next::Handle(0)
    }
}

/// Minutes up to a year.
fn positive(text: &str) -> Option<f64> {
    let minutes = text_to_decimal(text.trim())?;
    (minutes > 0.0 && minutes <= 525_600.0).then_some(minutes)
}
