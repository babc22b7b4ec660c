//! Nodes by id.
//!
//! The index holds places in sorted order and no ids of its own: whoever asks says what they are.

use std::cmp::Ordering;

use crate::node::NodeIndex;

/// Places of nodes in the order of their ids.
pub struct Index(Vec<NodeIndex>);

impl Index {
    /// Sorts the ids; of equal ids the first comes first.
    pub fn new(ids: &[&str]) -> Self {
        let mut places: Vec<NodeIndex> = (0..ids.len() as NodeIndex).collect();
        places.sort_by_key(|place| id(ids, *place));
        Index(places)
    }

    /// The place of this id.
    pub fn find<'a>(&self, wanted: &str, id: impl Fn(NodeIndex) -> &'a str) -> Option<NodeIndex> {
        let before = self.0.partition_point(|place| id(*place).cmp(wanted) == Ordering::Less);
        self.0.get(before).copied().filter(|place| id(*place) == wanted)
    }

    /// The places of ids that stand at an earlier place as well.
    pub fn repeats<'a>(&'a self, ids: &'a [&str]) -> impl Iterator<Item = NodeIndex> + 'a {
        self.0.windows(2).filter_map(|pair| match pair {
            [before, after] if id(ids, *before) == id(ids, *after) => Some(*after),
            _ => None,
        })
    }
}

fn id<'a>(ids: &[&'a str], place: NodeIndex) -> &'a str {
    ids.get(place as usize).copied().unwrap_or_default()
}
