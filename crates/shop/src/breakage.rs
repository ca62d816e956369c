//! The named ways in which the shop can be broken. Each is one that a user would notice.

use std::fmt;
use std::str::FromStr;

/// A way to be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breakage {
    /// Nobody can sign in.
    SignInRejected,
    /// No greeting after signing in.
    GreetingMissing,
    /// Searching shows everything.
    SearchIgnored,
    /// Searching finds nothing.
    SearchEmpty,
    /// Adding to the cart does nothing.
    AddToCartDead,
    /// Another product is added.
    WrongItemAdded,
    /// The badge stays at nothing.
    BadgeStuck,
    /// A product costs more.
    PriceWrong,
    /// The coupon does nothing.
    CouponIgnored,
    /// The coupon takes off too little.
    CouponWrongDiscount,
    /// The total is more than its parts.
    TotalWrong,
    /// Placing an order fails.
    CheckoutFails,
    /// The confirmation says nothing.
    ConfirmationMissing,
    /// The new order is not in the history.
    HistoryForgets,
}

impl Breakage {
    /// All of them.
    pub const ALL: &[Breakage] = &[
        Breakage::SignInRejected,
        Breakage::GreetingMissing,
        Breakage::SearchIgnored,
        Breakage::SearchEmpty,
        Breakage::AddToCartDead,
        Breakage::WrongItemAdded,
        Breakage::BadgeStuck,
        Breakage::PriceWrong,
        Breakage::CouponIgnored,
        Breakage::CouponWrongDiscount,
        Breakage::TotalWrong,
        Breakage::CheckoutFails,
        Breakage::ConfirmationMissing,
        Breakage::HistoryForgets,
    ];

    /// As `--break` takes it.
    pub fn name(self) -> &'static str {
        match self {
            Breakage::SignInRejected => "sign-in-rejected",
            Breakage::GreetingMissing => "greeting-missing",
            Breakage::SearchIgnored => "search-ignored",
            Breakage::SearchEmpty => "search-empty",
            Breakage::AddToCartDead => "add-to-cart-dead",
            Breakage::WrongItemAdded => "wrong-item-added",
            Breakage::BadgeStuck => "badge-stuck",
            Breakage::PriceWrong => "price-wrong",
            Breakage::CouponIgnored => "coupon-ignored",
            Breakage::CouponWrongDiscount => "coupon-wrong-discount",
            Breakage::TotalWrong => "total-wrong",
            Breakage::CheckoutFails => "checkout-fails",
            Breakage::ConfirmationMissing => "confirmation-missing",
            Breakage::HistoryForgets => "history-forgets",
        }
    }

    /// True for those that every app can have and that are tried anyway: a dead button, a failing call.
    pub fn is_generic(self) -> bool {
        matches!(self, Breakage::AddToCartDead | Breakage::CheckoutFails)
    }

    /// In a sentence, for people.
    pub fn summary(self) -> &'static str {
        match self {
            Breakage::SignInRejected => "Signing in is rejected, with the right password too",
            Breakage::GreetingMissing => "There is no greeting after signing in",
            Breakage::SearchIgnored => "Searching shows all products",
            Breakage::SearchEmpty => "Searching finds nothing",
            Breakage::AddToCartDead => "Add to cart does nothing",
            Breakage::WrongItemAdded => "Add to cart adds another product",
            Breakage::BadgeStuck => "The number on the cart stays at zero",
            Breakage::PriceWrong => "The blue mug costs a euro more in the cart",
            Breakage::CouponIgnored => "The coupon takes nothing off",
            Breakage::CouponWrongDiscount => "The coupon takes off 10 % instead of 20 %",
            Breakage::TotalWrong => "The total is three euros too high",
            Breakage::CheckoutFails => "Placing an order fails with an error 500",
            Breakage::ConfirmationMissing => "The page after ordering confirms nothing",
            Breakage::HistoryForgets => "A new order is missing from the history",
        }
    }
}

impl fmt::Display for Breakage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// There is no such breakage.
#[derive(Debug, thiserror::Error)]
#[error("The shop can't be broken as “{0}”. It can be: {list}.", list = Breakage::ALL.iter().map(|known| known.name()).collect::<Vec<_>>().join(", "))]
pub struct UnknownBreakage(String);

impl FromStr for Breakage {
    type Err = UnknownBreakage;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let known = Breakage::ALL.iter().find(|known| known.name() == name);
        known.copied().ok_or_else(|| UnknownBreakage(name.to_owned()))
    }
}
