//! How text becomes a string literal that nothing can end too early.

use super::*;

#[track_caller]
fn check(text: &str, single: &str) {
    assert_eq!(string(text, Quote::Single), single);
}

#[test]
fn nothing_ends_a_template_or_is_filled_in() {
    let check = |texts: &[&str], expected: &str| {
        assert_eq!(super::template(texts, &["process.env.A".to_owned()]), expected);
    };
    check(&["/?a=", "&b"], "`/?a=${process.env.A}&b`");
    check(&["`${x}\\`", "$5"], r"`\`\${x}\\\`${process.env.A}$5`");
    check(&["$", "\u{202e}{"], r"`\$${process.env.A}\u202e{`");
}

#[test]
fn strings() {
    check("Save", "'Save'");
    check("it's", "\"it's\"");
    check("it's \"so\"", "'it\\'s \"so\"'");
    check("a\\b", "'a\\\\b'");
    check("a\nb\u{2028}c", "'a\\nb\\u2028c'");
    check("${x} `y` */", "'${x} `y` */'");
    check("\u{202e}abc\u{200f}", "'\\u202eabc\\u200f'");
    check("\u{f0000}", "'\\udb80\\udc00'");
    check("café 🛒", "'café 🛒'");
    assert_eq!(string("say \"hi\"", Quote::Double), "'say \"hi\"'");
}

#[test]
fn comments_stay_on_their_line_and_give_no_orders() {
    assert_eq!(comment("a\nb\u{2029}c */ d"), "// a b c */ d");
    assert_eq!(comment("@ts-nocheck"), "// note: @ts-nocheck");
    assert_eq!(comment("eslint-disable"), "// note: eslint-disable");
    assert_eq!(comment("/ <reference path=\"x\" />"), "// note: / <reference path=\"x\" />");
    assert_eq!(comment("\u{202e}abc"), "// abc");
}

#[test]
fn regular_expressions() {
    let order = Pattern {
        parts: vec![
            PatternPart::Literal { text: "Order #".to_owned() },
            PatternPart::Digits,
            PatternPart::Literal { text: " (a/b) [c] $1.0?".to_owned() },
        ],
    };
    assert_eq!(regex(&order, Against::Plain, Cover::Whole), r"/^Order #\d+ \(a\/b\) \[c\] \$1\.0\?$/",);
    assert_eq!(
        regex(&order, Against::ElementText, Cover::Whole),
        r"/^\s*Order\s+#\d+\s+\(a\/b\)\s+\[c\]\s+\$1\.0\?\s*$/",
    );
    assert_eq!(regex(&Pattern { parts: vec![] }, Against::Plain, Cover::Part), "/(?:)/");
}
