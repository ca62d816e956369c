//! What is masked, and what is not.

#![allow(clippy::unwrap_used)]

use super::*;
use serde_json::json;

const JWT: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";

fn masked(secrets: &mut Secrets, text: &str) -> String {
    let mut text = text.to_owned();
    secrets.mask_in(&mut text);
    text
}

#[test]
fn what_was_typed_in_whatever_way_it_is_written() {
    let mut secrets = Secrets::default();
    secrets.learn("d", 1, "a \"b\" & <c>9");
    for repeated in [
        "it is a \"b\" & <c>9!",
        "/?p=a%20%22b%22%20%26%20%3Cc%3E9&x=1",
        "/?p=a+%22b%22+%26+%3Cc%3E9",
        "a \"b\" &amp; &lt;c&gt;9",
        "a &quot;b&quot; &amp; <c>9",
        r#"{"p":"a \"b\" & <c>9"}"#,
        "YSAiYiIgJiA8Yz45",
    ] {
        let masked = masked(&mut secrets, repeated);
        assert!(masked.contains(MASK) && !masked.contains("b"), "{repeated} is {masked}");
    }
}

#[test]
fn what_is_being_typed_is_no_word_yet() {
    let mut secrets = Secrets::default();
    for part in ["pass", "passw", "password1!"] {
        secrets.learn("d", 1, part);
    }
    assert_eq!(
        masked(&mut secrets, "Forgot your password? password1! pass"),
        format!("Forgot your password? {MASK} pass")
    );
    secrets.learn("d", 1, "");
    assert_eq!(masked(&mut secrets, "password1!"), MASK, "the page emptied the field");
}

#[test]
fn what_is_known_anyway_is_no_secret() {
    let mut secrets = Secrets::default();
    secrets.plain("d", 1, "demo-user");
    secrets.learn("d", 2, "demo-user");
    assert_eq!(masked(&mut secrets, "Welcome, demo-user"), "Welcome, demo-user");
    secrets.learn("d", 3, "1234");
    assert_eq!(masked(&mut secrets, "Order 1234"), "Order 1234");
    secrets.learn("d", 4, "table");
    assert_eq!(masked(&mut secrets, "Two tables, one table"), format!("Two tables, one {MASK}"));
}

#[test]
fn tokens_that_nobody_typed() {
    let mut secrets = Secrets::default();
    let mut check = |text: &str, expected: &str| assert_eq!(masked(&mut secrets, text).replace(MASK, "*"), expected);
    check(&format!("token {JWT}."), "token *.");
    check(&format!("/in?jwt={JWT}&next=/a"), "/in?jwt=*&next=/a");
    check("Authorization: Bearer abcdef1234567890", "Authorization: Bearer *");
    check("the bearer of this letter", "the bearer of this letter");
    check("https://ada:s3cret@shop.test/x", "https://shop.test/x");
    check("https://shop.test/reset?token=8f3e9a7c61&lang=en", "https://shop.test/reset?token=*&lang=en");
    check("/cb#access_token=ya29.a0Af&state=xyz", "/cb#access_token=*&state=xyz");
    check("/cb?code=4%2F0AX4XfWh7Z9&scope=email", "/cb?code=*&scope=email");
    check("/r?id=Zk9fQ2x7Lm3VbT8sWq1YhR5d", "/r?id=*");
    for kept in [
        "/r?id=550e8400-e29b-41d4-a716-446655440000",
        "/?q=blue+mug+with+a+very+long+handle+2024",
        "/?utm_campaign=summer-sale-2024-newsletter",
        "/?sort=price&page=12345678",
        "/?author=someone-else&session=morning-run",
        "mailto:ada@example.com",
        "12:30 @ the shop://x",
    ] {
        check(kept, kept);
    }
}

#[test]
fn the_markup_of_a_stored_page_stays() {
    let mut secrets = Secrets::default();
    secrets.learn("d", 1, "table");
    secrets.learn("d", 2, "123456");
    let html = r#"<table data-sw="123456" title="a > table"><td data-sw="7" id="123456">the table 123456</td></table>"#;
    let mut told =
        json!({ "tell": "page", "document": "table", "html": html, "what": { "kind": "table", "x": ["table"] } });
    secrets.mask_told(&mut told);
    assert_eq!(
        told["html"].as_str().unwrap().replace(MASK, "*"),
        r#"<table data-sw="123456" title="a > *"><td data-sw="7" id="*">the * *</td></table>"#
    );
    assert_eq!(shown_by(told["html"].as_str().unwrap()), [(7, false)]);
    assert_eq!(told["document"], "table");
    assert_eq!(told["what"]["kind"], "table");
    assert_eq!(told["what"]["x"][0], MASK);
}
