//! Says what is heard in sound files: `cargo run --release -p voice --example hear MODEL LABEL,LABEL… FILE…`.

use std::path::Path;
use std::time::Instant;

fn main() -> voice::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [model, labels, files @ ..] = arguments.as_slice() else {
        eprintln!("hear MODEL LABEL,LABEL… FILE…");
        return Ok(());
    };
    let labels: Vec<String> = labels.split(',').filter(|label| !label.is_empty()).map(str::to_owned).collect();
    let mut recogniser = voice::Recogniser::open(Path::new(model), 2)?;
    for file in files {
        let samples = voice::read(Path::new(file))?;
        let mut detector = voice::Detector::new()?;
        let mut stretches = detector.push(&samples)?;
        stretches.extend(detector.end());
        for stretch in stretches {
            let began = Instant::now();
            let said = recogniser.sentences(&samples, stretch, &labels)?;
            let text: Vec<&str> = said.iter().map(|sentence| sentence.text.as_str()).collect();
            let at = |sample: u64| std::time::Duration::from_millis(sample / 16);
            println!("{file}\t{:?}\t{:?}\t{:?}\t{}", at(stretch.from), at(stretch.to), began.elapsed(), text.join(" "));
        }
    }
    Ok(())
}
