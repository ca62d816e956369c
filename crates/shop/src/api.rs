//! The shop over HTTP: its pages, and the JSON API behind them.

use crate::breakage::Breakage;
use crate::goods::{self, Cents, Product};
use crate::visitor::{Cart, Order, Visitor};
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../tests/sites/shop");
const EMAIL: &str = "ada@example.com";
const PASSWORD: &str = "correct-horse";
/// Some content arrives late, as it does.
const LATE: Duration = Duration::from_millis(180);

struct Counter {
    visitors: Mutex<HashMap<String, Visitor>>,
    last_visitor: AtomicU32,
    last_order: AtomicU32,
    broken: Option<Breakage>,
}

type Shared = Arc<Counter>;

pub(crate) fn router(broken: Option<Breakage>) -> Router {
    let counter = Counter {
        visitors: Mutex::default(),
        last_visitor: AtomicU32::new(0),
        last_order: AtomicU32::new(1042),
        broken,
    };
    Router::new()
        .route("/api/session", get(session))
        .route("/api/signin", post(sign_in))
        .route("/api/signout", post(sign_out))
        .route("/api/products", get(products))
        .route("/api/products/{id}", get(product))
        .route("/api/cart", get(cart).post(add))
        .route("/api/cart/{id}", put(change))
        .route("/api/coupon", post(coupon))
        .route("/api/orders", get(orders).post(order))
        .route("/api/estimate", get(estimate))
        .fallback(page)
        .layer(from_fn(uncached))
        .with_state(Arc::new(counter))
}

impl Counter {
    /// Does something with the visitor of a request; a new one gets a cookie with the answer.
    fn with<T: IntoResponse>(&self, headers: &HeaderMap, act: impl FnOnce(&mut Visitor) -> T) -> Response {
        let known = session_of(headers);
        let mut visitors = self.visitors.lock().unwrap_or_else(PoisonError::into_inner);
        let (id, is_new) = match known.filter(|id| visitors.contains_key(id)) {
            Some(id) => (id, false),
            None => (format!("v{}", self.last_visitor.fetch_add(1, Ordering::Relaxed) + 1), true),
        };
        let mut response = act(visitors.entry(id.clone()).or_default()).into_response();
        if is_new && let Ok(cookie) = HeaderValue::from_str(&format!("sid={id}; Path=/; HttpOnly; SameSite=Lax")) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }

    fn is(&self, breakage: Breakage) -> bool {
        self.broken == Some(breakage)
    }
}

fn session_of(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    cookies.split(';').find_map(|cookie| cookie.trim().strip_prefix("sid=").map(str::to_owned))
}

async fn uncached(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn session(State(shop): State<Shared>, headers: HeaderMap) -> Response {
    // What only a page can get wrong, the page is told to get wrong.
    let faults: Vec<&str> = [Breakage::GreetingMissing, Breakage::BadgeStuck, Breakage::ConfirmationMissing]
        .into_iter()
        .filter(|fault| shop.is(*fault))
        .map(Breakage::name)
        .collect();
    shop.with(&headers, |visitor| {
        Json(json!({
            "name": visitor.signed_in.then_some("Ada"),
            "count": visitor.cart(false, None).count,
            "faults": faults,
        }))
    })
}

#[derive(Deserialize)]
struct Credentials {
    email: String,
    password: String,
}

async fn sign_in(State(shop): State<Shared>, headers: HeaderMap, Json(given): Json<Credentials>) -> Response {
    let good = given.email.trim().eq_ignore_ascii_case(EMAIL)
        && given.password == PASSWORD
        && !shop.is(Breakage::SignInRejected);
    shop.with(&headers, |visitor| {
        visitor.signed_in = good;
        if good {
            Json(json!({ "name": "Ada" })).into_response()
        } else {
            refusal(StatusCode::UNAUTHORIZED, "Email or password is wrong.")
        }
    })
}

async fn sign_out(State(shop): State<Shared>, headers: HeaderMap) -> Response {
    shop.with(&headers, |visitor| {
        *visitor = Visitor::default();
        Json(json!({}))
    })
}

#[derive(Deserialize)]
struct Search {
    q: Option<String>,
}

async fn products(State(shop): State<Shared>, Query(search): Query<Search>) -> Json<Vec<Product>> {
    tokio::time::sleep(LATE).await;
    let words = search.q.unwrap_or_default();
    Json(match shop.broken {
        Some(Breakage::SearchIgnored) => goods::search(""),
        Some(Breakage::SearchEmpty) if !words.is_empty() => Vec::new(),
        _ => goods::search(&words),
    })
}

async fn product(Path(id): Path<String>) -> Response {
    match goods::find(&id) {
        Some(product) => Json(product).into_response(),
        None => refusal(StatusCode::NOT_FOUND, "There is no such product."),
    }
}

#[derive(Deserialize)]
struct Delivery {
    #[serde(default)]
    express: bool,
}

async fn cart(State(shop): State<Shared>, headers: HeaderMap, Query(delivery): Query<Delivery>) -> Response {
    shop.with(&headers, |visitor| Json(visitor.cart(delivery.express, shop.broken)))
}

#[derive(Deserialize)]
struct Addition {
    id: String,
    quantity: u32,
}

async fn add(State(shop): State<Shared>, headers: HeaderMap, Json(addition): Json<Addition>) -> Response {
    let Some(product) = goods::find(&addition.id) else {
        return refusal(StatusCode::NOT_FOUND, "There is no such product.");
    };
    shop.with(&headers, |visitor| {
        visitor.add(product, addition.quantity, shop.broken);
        Json(visitor.cart(false, shop.broken))
    })
}

#[derive(Deserialize)]
struct Quantity {
    quantity: u32,
}

async fn change(
    State(shop): State<Shared>,
    headers: HeaderMap,
    Path(id): Path<String>,
    Json(wanted): Json<Quantity>,
) -> Response {
    shop.with(&headers, |visitor| {
        visitor.set(&id, wanted.quantity);
        Json(visitor.cart(false, shop.broken))
    })
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

async fn coupon(State(shop): State<Shared>, headers: HeaderMap, Json(given): Json<Code>) -> Response {
    shop.with(&headers, |visitor| {
        if visitor.coupon(&given.code) {
            Json(visitor.cart(false, shop.broken)).into_response()
        } else {
            refusal(StatusCode::UNPROCESSABLE_ENTITY, "This coupon is not valid.")
        }
    })
}

#[derive(Deserialize)]
struct NewOrder {
    #[serde(default)]
    express: bool,
}

async fn order(State(shop): State<Shared>, headers: HeaderMap, Json(wanted): Json<NewOrder>) -> Response {
    if shop.is(Breakage::CheckoutFails) {
        return refusal(StatusCode::INTERNAL_SERVER_ERROR, "The order could not be placed.");
    }
    shop.with(&headers, |visitor| {
        let Cart { lines, .. } = visitor.cart(false, None);
        if lines.is_empty() {
            return refusal(StatusCode::CONFLICT, "The cart is empty.");
        }
        let number = shop.last_order.fetch_add(1, Ordering::Relaxed) + 1;
        Json(visitor.order(number, wanted.express, shop.broken)).into_response()
    })
}

async fn orders(State(shop): State<Shared>, headers: HeaderMap) -> Response {
    tokio::time::sleep(LATE).await;
    shop.with(&headers, |visitor| {
        let orders: Vec<Order> = if visitor.signed_in { visitor.orders() } else { Vec::new() };
        Json(orders)
    })
}

#[derive(Deserialize)]
struct Place {
    postcode: String,
}

async fn estimate(Query(place): Query<Place>) -> Response {
    let digits = place.postcode.chars().filter(char::is_ascii_digit).count();
    if digits < 3 {
        return refusal(StatusCode::UNPROCESSABLE_ENTITY, "Enter a postcode.");
    }
    let days = 2 + digits % 3;
    Json(json!({ "text": format!("Delivery in {days} days for {}", Cents(390)) })).into_response()
}

fn refusal(status: StatusCode, message: &str) -> Response {
    let body: Json<Value> = Json(json!({ "message": message }));
    (status, body).into_response()
}

/// `/cart` is `cart.html`; `/shop.css` is itself.
async fn page(uri: Uri) -> Response {
    let path = uri.path().trim_matches('/');
    let name = match path {
        "" => "index.html".to_owned(),
        path if path.contains('.') => path.to_owned(),
        path => format!("{path}.html"),
    };
    let kind = match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    match PAGES.get_file(&name) {
        Some(file) => ([(header::CONTENT_TYPE, kind)], file.contents()).into_response(),
        None => (StatusCode::NOT_FOUND, "There is no such page.").into_response(),
    }
}
