//! A robots.txt and a path that it is asked about.

#![no_main]

use headwater_fetch::Robots;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&[u8], &str)| {
    let (file, path) = input;
    let robots = Robots::parse(file, "headwater");
    let _ = (robots.allows(path), robots.delay());
});
