//! An error as one sentence for people. Both shells show errors through this, so that they say the same.

/// What happened, and what caused it where the sentence does not say so already.
pub fn explain(error: &anyhow::Error) -> String {
    let mut said = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !said.contains(&cause) {
            said = format!("{said} ({cause})");
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::explain;
    use anyhow::anyhow;

    #[test]
    fn a_cause_is_told_once() {
        let cause = || anyhow!("Permission denied (os error 13)");
        let check = |context: &str, expected: &str| assert_eq!(explain(&cause().context(context.to_owned())), expected);
        check("It can't be written.", "It can't be written. (Permission denied (os error 13))");
        check(
            "It can't be written: Permission denied (os error 13).",
            "It can't be written: Permission denied (os error 13).",
        );
    }
}
