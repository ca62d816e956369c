//! The learned weights: of each feature, one for each class. `weights.bin` has rows in the order of their hashes: the hash
//! (4 bytes, little endian), then a signed byte for each class.

use model::SentenceClass;

/// In the order of the weights.
pub const CLASSES: [SentenceClass; 6] = [
    SentenceClass::Action,
    SentenceClass::Expectation,
    SentenceClass::ActionAndExpectation,
    SentenceClass::DataRule,
    SentenceClass::Aside,
    SentenceClass::Correction,
];
const ROW: usize = 4 + CLASSES.len();

static WEIGHTS: &[u8] = include_bytes!("weights.bin");

/// The class that the features speak for.
pub fn best(features: &[u32]) -> SentenceClass {
    let mut sums = [0i32; CLASSES.len()];
    for row in features.iter().filter_map(|&feature| row(feature)) {
        for (sum, weight) in sums.iter_mut().zip(row) {
            *sum += i32::from(weight.cast_signed());
        }
    }
    // Of equals the first.
    let best = (0..sums.len()).rev().max_by_key(|&class| sums[class]).unwrap_or(0);
    CLASSES[best]
}

fn row(feature: u32) -> Option<&'static [u8]> {
    let (rows, _) = WEIGHTS.as_chunks::<ROW>();
    let of = |row: &[u8; ROW]| u32::from_le_bytes([row[0], row[1], row[2], row[3]]);
    rows.binary_search_by_key(&feature, of).ok().map(|place| &rows[place][4..])
}
