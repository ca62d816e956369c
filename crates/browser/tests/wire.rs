//! The recorder's TypeScript types are the Rust ones: generated, committed, and proved fresh here.
//! `UPDATE_EXPECT=1 cargo test -p browser --test wire` writes them anew.

#![allow(clippy::unwrap_used)]

use specta::Types;
use specta_typescript::Typescript;

#[test]
fn the_recorders_types_are_fresh() {
    let types =
        Types::default().register::<browser::Told>().register::<model::Pick>().register::<model::OutlineElement>();
    let header = "// Generated from crates/browser/src/wire.rs and crates/model by `UPDATE_EXPECT=1 cargo test -p browser --test wire`.\n\n";
    let text =
        Typescript::default().header(header).export(&types, specta_serde::Format).expect("the types can be exported");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../recorder/src/wire.generated.ts");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(path, &text).expect("the generated file can be written");
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(committed, text, "model or wire types changed: run with UPDATE_EXPECT=1 and read the difference");
}
