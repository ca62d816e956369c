//! What is sold, and money: whole cents, never floating point.

use serde::Serialize;
use std::fmt;

/// An amount in euro cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cents(pub i64);

impl fmt::Display for Cents {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "−" } else { "" };
        let cents = self.0.abs();
        write!(formatter, "{sign}€{}.{:02}", cents / 100, cents % 100)
    }
}

impl Serialize for Cents {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A product.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Product {
    pub id: &'static str,
    pub name: &'static str,
    pub about: &'static str,
    /// Background and foreground of its picture.
    pub colours: (&'static str, &'static str),
    pub price: Cents,
}

const fn product(
    id: &'static str,
    name: &'static str,
    about: &'static str,
    colours: (&'static str, &'static str),
    price: i64,
) -> Product {
    Product { id, name, about, colours, price: Cents(price) }
}

/// Everything that is sold.
pub const PRODUCTS: &[Product] = &[
    product("blue-mug", "Blue mug", "Stoneware, holds 350 ml", ("#dbe7f6", "#2f5d9b"), 2000),
    product("red-mug", "Red mug", "Stoneware, holds 250 ml", ("#f8dfd9", "#b3402c"), 1800),
    product("teapot", "Teapot", "Cast iron, for two", ("#e4e4e0", "#3d3f3c"), 4500),
    product("green-tea", "Green tea", "Sencha, 100 g", ("#e2efd9", "#4c7a34"), 950),
    product("notebook", "Notebook", "Dotted, 160 pages", ("#f6ecd2", "#8a6a1f"), 1250),
    product("lamp", "Desk lamp", "Brass, dimmable", ("#f7efdc", "#a8791c"), 6900),
    product("blanket", "Wool blanket", "Merino, 130 × 180 cm", ("#eee3ee", "#744a78"), 8900),
    product("candle", "Candle", "Beeswax, burns 40 hours", ("#f9ead9", "#b0702a"), 1400),
];

/// Products whose name has the words in it; all of them for nothing.
pub fn search(words: &str) -> Vec<Product> {
    let words = words.trim().to_lowercase();
    PRODUCTS.iter().filter(|product| product.name.to_lowercase().contains(&words)).copied().collect()
}

/// The product with this id.
pub fn find(id: &str) -> Option<Product> {
    PRODUCTS.iter().find(|product| product.id == id).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_as_on_a_price_tag() {
        assert_eq!(Cents(2000).to_string(), "€20.00");
        assert_eq!(Cents(5).to_string(), "€0.05");
        assert_eq!(Cents(-400).to_string(), "−€4.00");
    }

    #[test]
    fn there_are_two_mugs() {
        let names: Vec<_> = search(" MUG ").iter().map(|product| product.name).collect();
        assert_eq!(names, ["Blue mug", "Red mug"]);
        assert_eq!(search("").len(), PRODUCTS.len());
    }
}
