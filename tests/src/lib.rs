//! Tests of the product as a whole. The tests are in `tests/tests/`; this library is empty on purpose.
