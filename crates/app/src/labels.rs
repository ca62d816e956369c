//! Words on a page that a narrator is likely to say.

use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What can be clicked, filled or read first. A tag's text up to the next tag, or an attribute that names it.
static NAMES: LazyLock<Regex> = LazyLock::new(|| {
    let tags = r"<(?:button|a|label|h[1-6]|legend|th|option|summary)\b[^>]*>\s*([^<>]{2,40}?)\s*<";
    let attributes = r#"\b(?:aria-label|placeholder|alt|title)="([^"<>]{2,40})""#;
    Regex::new(&format!("(?is){tags}|{attributes}")).unwrap_or_else(|error| panic!("a pattern of ours: {error}"))
});

/// The labels of a page's text, each once, in the order of the page.
pub(crate) fn labels(html: &str) -> Vec<String> {
    let mut known = BTreeSet::new();
    let found = NAMES.captures_iter(html).filter_map(|found| found.get(1).or_else(|| found.get(2)));
    let texts = found.map(|found| found.as_str().split_whitespace().collect::<Vec<_>>().join(" "));
    let texts = texts.filter(|text| text.chars().any(char::is_alphabetic) && !text.contains(['&', model_mask()]));
    texts.filter(|text| known.insert(text.to_lowercase())).collect()
}

/// What a masked secret begins with.
fn model_mask() -> char {
    model::MASK.chars().next().unwrap_or('‹')
}

#[cfg(test)]
mod tests {
    use super::labels;

    #[test]
    fn what_can_be_said_of_a_page() {
        let page = r#"<h1>Our  shop</h1><p>Long text</p><a class="x" href="/o">Orders</a><button type=submit><i></i>
            Add to cart</button><button aria-label="Close">×</button><label>Email<input placeholder="you@here"></label>
            <a href="/o">orders</a><th>42</th><button>‹secret›</button>"#;
        assert_eq!(labels(page), ["Our shop", "Orders", "Close", "Email", "you@here"]);
    }
}
