//! Labelled sentences, one a line: A action, E expectation, B both, D data rule, X correction, - aside. They are learned
//! from, too (`data/sentences/plain.tsv`): whatever else is learned, these must come out right.

use super::classify;
use model::SentenceClass;

const CASES: &str = "
A Sign in as Ada
A Click the Save button
A click on Add to cart
A Press Enter
A Open the shop
A Go to the cart
A go back
A Back to the product list
A I'm going to add the blue mug to the cart
A Now I type my email address
A we fill in the password and sign in
A So, um, let's search for a mug
A Searching for mug
A Add two of them
A Then apply the coupon SAVE20
A Tick the box for gift wrapping
A check the box
A Check Remember me
A check the terms and conditions checkbox
A Check out
A Checkout as a guest
A now check out with the saved card
A choose Express delivery
A Select Large from the size list
A pick the second one
A Enter the address and place the order
A upload a photo of the invoice
A Remove the red mug again
A The user clicks Submit
A Ada signs in
A The customer opens the cart
A The blue mug goes into the cart
A I signed in as Ada
A Went to the checkout and paid
A Click the button that says Save
A choose the option that is free
A Double-click the row
A Confirm the order
A Log out
A Next, the shipping address
A now the coupon
A Please close the dialog
A Let me just accept the cookies
A I'll put the mug in my basket
A reload the page
A Start by opening the settings
A Use the coupon SAVE20
A Order the blue mug
A Ask how long a delivery takes
A Read the delivery terms
A I want to sort by price
A set the quantity to three
E The total is twenty euros
E it should feel quick
E the total should drop to sixteen
E We see two results
E There are two results
E Two results
E there is an error message
E Make sure the badge shows one
E check that the total is 20
E Check the total
E check if the coupon was applied
E Verify that the order is confirmed
E confirm that we are signed in
E The status reads Welcome, Ada
E it says order confirmed
E It says Thank you for your order
E The total drops to sixteen euros
E the price goes down
E The button is disabled
E The cart is empty
E the cart badge is now two
E A dialog opens
E We get a confirmation
E I expect three invoices
E An error appears
E the spinner disappears
E We land on the dashboard
E Search results show two mugs
E The search shows two results
E Save is disabled
E we're logged in now
E You can see the welcome message
E the page must show the order number
E The heading becomes Your orders
E the second one is selected
E Order number is shown
E No results are shown
B Searching for mug shows two results
B The blue mug goes into the cart, the total is twenty euros
B clicking Apply should drop the total
B Apply the coupon and the total drops to sixteen
B Add the mug, there should be one item in the cart
B Sign in and make sure the dashboard appears
B When I click Apply the total becomes sixteen euros
B Verify that clicking Apply drops the total
B Open the cart, which shows two items
B Place the order, we get a confirmation
B I check out and see the order number
- um, this page is always slow on Mondays
- Hmm
- okay
- The designers are still working on this colour
D use a fresh email each time
X no, undo that
X Oops, wrong one
- I like this colour
- why is this so slow?
- Let's see
- the weather is nice
- That's it
- By the way, we usually test this on Fridays
- 
- thank you
";

#[test]
fn labelled_sentences() {
    let mut wrong = String::new();
    let mut count = 0;
    for line in CASES.lines().filter(|line| !line.is_empty()) {
        let (label, sentence) = line.split_at(1);
        let said = match classify(sentence) {
            SentenceClass::Action => "A",
            SentenceClass::Expectation => "E",
            SentenceClass::ActionAndExpectation => "B",
            SentenceClass::DataRule => "D",
            SentenceClass::Correction => "X",
            SentenceClass::Aside => "-",
        };
        count += 1;
        if said != label {
            wrong += &format!("{said} instead of {label}:{sentence}\n");
        }
    }
    assert!(wrong.is_empty(), "of {count} sentences, these are classed wrongly:\n{wrong}");
    assert!(count >= 100, "the table is read");
}

#[test]
fn case_and_punctuation_change_nothing() {
    for line in CASES.lines().filter(|line| line.len() > 2) {
        let sentence = &line[2..];
        assert_eq!(
            classify(sentence),
            classify(&format!("  {}.", sentence.trim_end_matches('?'))).clone(),
            "{sentence}"
        );
        assert_eq!(classify(sentence), classify(&sentence.to_uppercase()), "{sentence}");
    }
}
