//! Numbers that begin where a line of the processor's cache does: a vector that lies across two lines is read in two steps.

use std::ops::{Deref, DerefMut};

/// Bytes of a line, and of a vector.
const LINE: usize = 64;

/// Numbers that begin with a line; as many as at first.
pub struct Aligned<T> {
    numbers: Vec<T>,
    start: usize,
    length: usize,
}

impl<T: Copy + Default> Aligned<T> {
    /// Nothing, so many times.
    pub fn new(length: usize) -> Self {
        let numbers = vec![T::default(); length + LINE / size_of::<T>()];
        let start = numbers.as_ptr().align_offset(LINE).min(numbers.len() - length);
        Self { numbers, start, length }
    }
}

impl<T> Deref for Aligned<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.numbers[self.start..self.start + self.length]
    }
}

impl<T> DerefMut for Aligned<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.numbers[self.start..self.start + self.length]
    }
}
