//! The shop over HTTP: the journey when all is well, and what each breakage changes.

#![allow(clippy::unwrap_used)]

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use shop::{Breakage, Shop, app};
use tower::ServiceExt;

/// A browser with one cookie.
struct Visitor {
    app: Router,
    cookie: String,
}

impl Visitor {
    fn new(broken: Option<Breakage>) -> Self {
        Self { app: app(broken), cookie: String::new() }
    }

    async fn ask(&mut self, method: &str, path: &str, body: Value) -> (StatusCode, Value) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()))
            .unwrap();
        let response = self.app.clone().oneshot(request).await.unwrap();
        if let Some(cookie) = response.headers().get(header::SET_COOKIE) {
            self.cookie = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        }
        let status = response.status();
        let bytes = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }

    /// What a person would notice on the way, in short.
    async fn journey(&mut self) -> Vec<String> {
        let signed_in =
            self.ask("POST", "/api/signin", json!({"email": "ada@example.com", "password": "correct-horse"})).await;
        let found = self.ask("GET", "/api/products?q=mug", Value::Null).await.1;
        let added = self.ask("POST", "/api/cart", json!({"id": "blue-mug", "quantity": 1})).await.1;
        let cut = self.ask("POST", "/api/coupon", json!({"code": "SPRING20"})).await.1;
        let faults = self.ask("GET", "/api/session", Value::Null).await.1["faults"].clone();
        let ordered = self.ask("POST", "/api/orders", json!({"express": false})).await.0;
        let orders = self.ask("GET", "/api/orders", Value::Null).await.1;
        vec![
            format!("signed in {}", signed_in.0.as_u16()),
            format!("found {}", found.as_array().map_or(0, Vec::len)),
            format!("added {} for {}", added["lines"][0]["name"], added["total"]),
            format!("with coupon {}", cut["total"]),
            format!("faults {faults}"),
            format!("ordered {}", ordered.as_u16()),
            format!("orders {}", orders.as_array().map_or(0, Vec::len)),
        ]
    }
}

#[tokio::test]
async fn the_journey_when_all_is_well() {
    let noticed = Visitor::new(None).journey().await;
    assert_eq!(
        noticed,
        [
            "signed in 200",
            "found 2",
            "added \"Blue mug\" for \"€20.00\"",
            "with coupon \"€16.00\"",
            "faults []",
            "ordered 200",
            "orders 3"
        ]
    );
}

#[tokio::test]
async fn each_breakage_changes_something_on_the_way() {
    let well = Visitor::new(None).journey().await;
    for breakage in Breakage::ALL {
        let broken = Visitor::new(Some(*breakage)).journey().await;
        assert_ne!(broken, well, "{breakage} changes nothing");
        assert_eq!(breakage.name().parse::<Breakage>().unwrap(), *breakage);
    }
}

#[tokio::test]
async fn each_browser_has_a_cart_of_its_own() {
    let mut one = Visitor::new(None);
    one.ask("POST", "/api/cart", json!({"id": "lamp", "quantity": 2})).await;
    let mut other = Visitor { app: one.app.clone(), cookie: String::new() };
    assert_eq!(one.ask("GET", "/api/cart", Value::Null).await.1["count"], 2);
    assert_eq!(other.ask("GET", "/api/cart", Value::Null).await.1["count"], 0);
}

#[tokio::test]
async fn wrong_input_is_refused_with_words() {
    let mut visitor = Visitor::new(None);
    let (status, answer) =
        visitor.ask("POST", "/api/signin", json!({"email": "ada@example.com", "password": "x"})).await;
    assert_eq!((status, &answer["message"]), (StatusCode::UNAUTHORIZED, &json!("Email or password is wrong.")));
    assert_eq!(visitor.ask("POST", "/api/coupon", json!({"code": "FREE"})).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(visitor.ask("POST", "/api/orders", json!({})).await.0, StatusCode::CONFLICT);
    assert_eq!(visitor.ask("GET", "/no-such-page", Value::Null).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_taken_port_is_an_error_that_says_what_to_do() {
    let shop = Shop::start(([127, 0, 0, 1], 0).into(), None).await.unwrap();
    let port: u16 = shop.url().rsplit(':').next().unwrap().parse().unwrap();
    let error = Shop::start(([127, 0, 0, 1], port).into(), None).await.unwrap_err().to_string();
    assert!(error.contains("Choose another port"), "{error}");
    let unknown = "nothing".parse::<Breakage>().unwrap_err().to_string();
    assert!(unknown.contains("coupon-ignored"), "it lists what there is: {unknown}");
}
