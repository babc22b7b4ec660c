//! Nodes by id.
//!
//! The index holds places in the order of the ids, each beside the first bytes of its id: most
//! comparisons end there. The rest of an id is asked of whoever has it.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use crate::node::NodeIndex;

/// Places of nodes in the order of their ids.
pub struct Index {
    places: Vec<(u64, NodeIndex)>,
    /// The place that was found last: mostly it is the one of the flow's only handover, again and again.
    latest: AtomicU32,
}

impl Index {
    /// Sorts the ids; of equal ids the first comes first.
    pub fn new(ids: &[&str]) -> Self {
        let mut places: Vec<(u64, NodeIndex)> = ids.iter().map(|id| head(id)).zip(0..).collect();
        places.sort_unstable_by(|left, right| {
            let rest = || id(ids, left.1).cmp(id(ids, right.1)).then(left.1.cmp(&right.1));
            left.0.cmp(&right.0).then_with(rest)
        });
        Index { places, latest: AtomicU32::new(0) }
    }

    /// The place of this id.
    pub fn find<'a>(&self, wanted: &str, id: impl Fn(NodeIndex) -> &'a str) -> Option<NodeIndex> {
        let latest = self.latest.load(Relaxed);
        if !wanted.is_empty() && id(latest) == wanted {
            return Some(latest);
        }
        let first = head(wanted);
        let before = self.places.partition_point(|(head, _)| *head < first);
        let (_, alike) = self.places.split_at_checked(before)?;
        let (alike, _) = alike.split_at_checked(alike.partition_point(|(head, _)| *head == first))?;
        let before = alike.partition_point(|(_, place)| id(*place) < wanted);
        let (_, place) = *alike.get(before).filter(|(_, place)| id(*place) == wanted)?;
        self.latest.store(place, Relaxed);
        Some(place)
    }

    /// The places of ids that stand at an earlier place as well.
    pub fn repeats<'a>(&'a self, ids: &'a [&str]) -> impl Iterator<Item = NodeIndex> + 'a {
        self.places.windows(2).filter_map(|pair| match pair {
            [(_, before), (_, after)] if id(ids, *before) == id(ids, *after) => Some(*after),
            _ => None,
        })
    }
}

/// The first bytes of a text as a number that sorts as they do.
pub fn head(text: &str) -> u64 {
    let bytes = text.as_bytes();
    if let Some(head) = bytes.first_chunk() {
        return u64::from_be_bytes(*head);
    }
    bytes
        .iter()
        .zip([56, 48, 40, 32, 24, 16, 8])
        .fold(0, |head, (byte, shift)| head | u64::from(*byte) << shift)
}

fn id<'a>(ids: &[&'a str], place: NodeIndex) -> &'a str {
    ids.get(place as usize).copied().unwrap_or_default()
}
