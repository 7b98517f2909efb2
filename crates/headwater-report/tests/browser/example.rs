//! The example story that ships, read by the whole program.

use std::sync::LazyLock;

use headwater::network::Door;
use headwater::{input, pipeline};
use headwater_core::Story;

struct Silent;

impl pipeline::Progress for Silent {
    fn begin(&self, _: &'static str, _: usize) {}
    fn advance(&self) {}
}

/// Read once for all tests.
static STORY: LazyLock<Story> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/beltau-dam");
    let (inputs, problems) = input::find(&[folder.to_owned()]);
    let story = pipeline::story(&inputs, problems, &mut Door::default(), &Silent);
    assert!(story.claims.len() > 5, "the example story holds {} claims", story.claims.len());
    story
});

pub fn story() -> Story {
    STORY.clone()
}
