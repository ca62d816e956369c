//! One visitor's cart and orders: pure values; breakages are applied where they bite.

use crate::breakage::Breakage;
use crate::goods::{Cents, Product, find};
use serde::Serialize;

const COUPON: &str = "SPRING20";
const EXPRESS: Cents = Cents(500);
const MOST: u32 = 20;

/// What the shop knows of one browser.
#[derive(Clone, Debug, Default)]
pub struct Visitor {
    pub signed_in: bool,
    lines: Vec<(&'static str, u32)>,
    coupon: bool,
    orders: Vec<Order>,
}

/// An order that was placed.
#[derive(Clone, Debug, Serialize)]
pub struct Order {
    pub number: u32,
    pub date: &'static str,
    pub items: String,
    pub total: Cents,
    pub state: &'static str,
}

/// A line of the cart.
#[derive(Debug, Serialize)]
pub struct CartLine {
    pub id: &'static str,
    pub name: &'static str,
    pub price: Cents,
    pub quantity: u32,
    pub amount: Cents,
}

/// The cart as the page shows it.
#[derive(Debug, Serialize)]
pub struct Cart {
    pub lines: Vec<CartLine>,
    pub count: u32,
    pub coupon: Option<&'static str>,
    pub discount: Option<Cents>,
    pub delivery: Option<Cents>,
    pub total: Cents,
}

impl Visitor {
    pub fn add(&mut self, product: Product, quantity: u32, broken: Option<Breakage>) {
        let id = match broken {
            Some(Breakage::AddToCartDead) => return,
            Some(Breakage::WrongItemAdded) if product.id == "blue-mug" => "red-mug",
            _ => product.id,
        };
        match self.lines.iter_mut().find(|(known, _)| *known == id) {
            Some((_, already)) => *already = (*already + quantity).min(MOST),
            None => self.lines.push((id, quantity.clamp(1, MOST))),
        }
    }

    /// Sets a line's quantity; nothing of it takes the line out.
    pub fn set(&mut self, id: &str, quantity: u32) {
        self.lines.retain_mut(|(known, already)| {
            if *known == id {
                *already = quantity.min(MOST);
            }
            *already > 0
        });
    }

    /// True when the code is good.
    pub fn coupon(&mut self, code: &str) -> bool {
        self.coupon |= code.trim().eq_ignore_ascii_case(COUPON);
        self.coupon
    }

    pub fn cart(&self, express: bool, broken: Option<Breakage>) -> Cart {
        let dearer = |id| if broken == Some(Breakage::PriceWrong) && id == "blue-mug" { 100 } else { 0 };
        let line = |(id, quantity): &(&'static str, u32)| {
            let product = find(id)?;
            let price = Cents(product.price.0 + dearer(*id));
            let amount = Cents(price.0 * i64::from(*quantity));
            Some(CartLine { id: product.id, name: product.name, price, quantity: *quantity, amount })
        };
        let lines: Vec<CartLine> = self.lines.iter().filter_map(line).collect();
        let goods: i64 = lines.iter().map(|line| line.amount.0).sum();
        let percent = match broken {
            Some(Breakage::CouponIgnored) => 0,
            Some(Breakage::CouponWrongDiscount) => 10,
            _ => 20,
        };
        let discount = self.coupon.then_some(Cents(-goods * percent / 100));
        let delivery = express.then_some(EXPRESS);
        let error = if broken == Some(Breakage::TotalWrong) { 300 } else { 0 };
        let extras = discount.map_or(0, |cents| cents.0) + delivery.map_or(0, |cents| cents.0);
        Cart {
            count: lines.iter().map(|line| line.quantity).sum(),
            lines,
            coupon: self.coupon.then_some(COUPON),
            discount,
            delivery,
            total: Cents(goods + extras + error),
        }
    }

    /// Places the order and empties the cart.
    pub fn order(&mut self, number: u32, express: bool, broken: Option<Breakage>) -> Order {
        let cart = self.cart(express, broken);
        let items = cart.lines.iter().map(|line| format!("{} × {}", line.quantity, line.name));
        let items = items.collect::<Vec<_>>().join(", ");
        let order = Order { number, date: "today", items, total: cart.total, state: "Being packed" };
        self.lines.clear();
        self.coupon = false;
        if broken != Some(Breakage::HistoryForgets) {
            self.orders.push(order.clone());
        }
        order
    }

    /// All orders, the newest first: those of this session, and two from before.
    pub fn orders(&self) -> Vec<Order> {
        let old = |number, date, items: &str, total| Order {
            number,
            date,
            items: items.to_owned(),
            total: Cents(total),
            state: "Delivered",
        };
        let before = [old(1017, "3 March", "1 × Teapot", 4500), old(1009, "11 January", "2 × Candle", 2800)];
        self.orders.iter().rev().cloned().chain(before).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_mug(broken: Option<Breakage>) -> Visitor {
        let mut visitor = Visitor::default();
        visitor.add(find("blue-mug").unwrap(), 1, broken);
        visitor
    }

    #[test]
    fn the_coupon_takes_a_fifth_off() {
        let mut visitor = with_mug(None);
        assert_eq!(visitor.cart(false, None).total, Cents(2000));
        assert!(!visitor.coupon("SUMMER"));
        assert!(visitor.coupon(" spring20 "));
        assert_eq!(visitor.cart(false, None).total, Cents(1600));
        assert_eq!(visitor.cart(true, None).total, Cents(2100), "express comes on top");
    }

    #[test]
    fn an_order_empties_the_cart_and_is_remembered() {
        let mut visitor = with_mug(None);
        visitor.order(1043, false, None);
        assert_eq!(visitor.cart(false, None).count, 0);
        let numbers: Vec<u32> = visitor.orders().iter().map(|order| order.number).collect();
        assert_eq!(numbers, [1043, 1017, 1009], "the newest first");
    }

    #[test]
    fn a_line_of_nothing_is_taken_out() {
        let mut visitor = with_mug(None);
        visitor.set("blue-mug", 3);
        assert_eq!(visitor.cart(false, None).total, Cents(6000));
        visitor.set("blue-mug", 0);
        assert!(visitor.cart(false, None).lines.is_empty());
    }
}
