//! Learns what sentences do from `data/sentences`, and writes `src/sentence/weights.bin`.
//!
//!     cargo run --release -p align --example learn [more.tsv …]
//!
//! Each line is a class, a tab and a sentence. Multinomial logistic regression by AdaGrad with a penalty on large weights;
//! the weights are rounded to a byte. Says what a fifth of the sentences is judged like after learning from the others,
//! and what the files that are named besides are judged like: these are not learned from.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

const CLASSES: [&str; 6] = ["action", "expectation", "actionAndExpectation", "dataRule", "aside", "correction"];
const ROUNDS: usize = 30;
const RATE: f32 = 0.3;
const PENALTY: f32 = 1e-3;
/// A feature that fewer sentences have teaches nothing.
const LEAST: usize = 2;
type Weights = HashMap<u32, [f32; 6]>;

struct Example {
    class: usize,
    features: Vec<u32>,
    text: String,
}

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> =
        std::fs::read_dir(folder.join("data/sentences")).expect("the sentences are there").flatten().collect();
    files.sort_by_key(|file| file.path());
    let mut examples: Vec<Example> = files.iter().flat_map(|file| read(&file.path())).collect();
    shuffle(&mut examples);
    let fifth = examples.len() / 5;
    let weights = learned(&examples[fifth..]);
    println!("a fifth, after learning from the others: {}", judged(&weights, &examples[..fifth], false));
    let weights = learned(&examples);
    for more in std::env::args().skip(1) {
        println!("{more}: {}", judged(&weights, &read(Path::new(&more)), true));
    }
    let largest = weights.values().flatten().fold(0.0f32, |most, weight| most.max(weight.abs()));
    let mut bytes = Vec::new();
    for (feature, row) in weights.iter().collect::<BTreeMap<_, _>>() {
        let rounded = row.map(|weight| (weight / largest * 127.0).round() as i8);
        if rounded.iter().any(|weight| *weight != 0) {
            bytes.extend(feature.to_le_bytes());
            bytes.extend(rounded.map(|weight| weight as u8));
        }
    }
    println!("{} features, {} kB", bytes.len() / 10, bytes.len() / 1000);
    std::fs::write(folder.join("src/sentence/weights.bin"), bytes).expect("the weights can be written");
}

fn read(file: &Path) -> Vec<Example> {
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let lines = text.lines().filter_map(|line| line.split_once('\t'));
    let example = |(class, text): (&str, &str)| {
        let class = CLASSES.iter().position(|known| *known == class).unwrap_or_else(|| panic!("“{class}” is no class"));
        Example { class, features: align::features(text), text: text.to_owned() }
    };
    lines.map(example).collect()
}

/// The same order each time.
fn shuffle(examples: &mut [Example]) {
    let mut seed = 7u64;
    for place in (1..examples.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        examples.swap(place, (seed >> 33) as usize % (place + 1));
    }
}

fn learned(examples: &[Example]) -> Weights {
    let mut counts: HashMap<u32, usize> = HashMap::new();
    examples.iter().flat_map(|example| &example.features).for_each(|feature| *counts.entry(*feature).or_default() += 1);
    counts.retain(|_, count| *count >= LEAST);
    let mut weights: Weights = counts.keys().map(|feature| (*feature, [0.0; 6])).collect();
    let mut squares: Weights = weights.clone();
    for _ in 0..ROUNDS {
        for example in examples {
            let chances = chances(&weights, &example.features);
            for feature in example.features.iter().filter(|feature| counts.contains_key(feature)) {
                let (row, squares) =
                    (weights.get_mut(feature).expect("known"), squares.get_mut(feature).expect("known"));
                for class in 0..6 {
                    let wanted = if class == example.class { 1.0 } else { 0.0 };
                    let gradient = chances[class] - wanted + PENALTY * row[class];
                    squares[class] += gradient * gradient;
                    row[class] -= RATE * gradient / (squares[class].sqrt() + 1e-6);
                }
            }
        }
        // What is nearly nothing is nothing.
        for weight in weights.values_mut().flatten() {
            *weight -= weight.signum() * weight.abs().min(0.004);
        }
    }
    weights
}

fn chances(weights: &Weights, features: &[u32]) -> [f32; 6] {
    let mut sums = [0.0f32; 6];
    for row in features.iter().filter_map(|feature| weights.get(feature)) {
        sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight);
    }
    let most = sums.iter().copied().fold(f32::MIN, f32::max);
    let powers = sums.map(|sum| (sum - most).exp());
    let all: f32 = powers.iter().sum();
    powers.map(|power| power / all)
}

fn judged(weights: &Weights, examples: &[Example], list: bool) -> String {
    let mut right = 0;
    for example in examples {
        let chances = chances(weights, &example.features);
        let best = (0..6).max_by(|a, b| chances[*a].total_cmp(&chances[*b])).unwrap_or(0);
        right += usize::from(best == example.class);
        if list && best != example.class {
            println!("{:22}{:22}{}", CLASSES[example.class], CLASSES[best], example.text);
        }
    }
    format!("{:.1} % of {}", 100.0 * right as f64 / examples.len().max(1) as f64, examples.len())
}
