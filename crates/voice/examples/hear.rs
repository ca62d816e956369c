//! Says what is heard in a sound file: `cargo run --release -p voice --example hear MODEL FILE [LABEL…]`.

fn main() -> voice::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let model = std::path::Path::new(&arguments[0]);
    let model = if model.is_dir() {
        voice::taken(model, &std::env::temp_dir().join("hear-models"))?.file
    } else {
        model.to_owned()
    };
    let samples = voice::read(std::path::Path::new(&arguments[1]))?;
    let began = std::time::Instant::now();
    let mut recogniser = voice::Recogniser::open(&model, 2)?;
    println!("loaded in {:?}", began.elapsed());
    let mut detector = voice::Detector::new()?;
    let mut stretches = detector.push(&samples)?;
    stretches.extend(detector.end());
    for stretch in stretches {
        let began = std::time::Instant::now();
        let lead = 3200.min(stretch.from);
        let part = &samples[(stretch.from - lead) as usize..((stretch.to + 3200) as usize).min(samples.len())];
        let words = recogniser.hear(part, &arguments[2..])?;
        println!(
            "{:.2} {:.2} {:?} {:?}",
            stretch.from as f64 / 16e3,
            stretch.to as f64 / 16e3,
            began.elapsed(),
            words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
        );
    }
    Ok(())
}
