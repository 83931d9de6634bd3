//! The engine's allocator, which only a browser uses, against a list of what each block must hold.
#![allow(unsafe_code, reason = "an allocator hands out memory by its address")]

#[path = "support/cases.rs"]
mod cases;
#[path = "../src/wasm/memory.rs"]
mod memory;

use std::alloc::{GlobalAlloc, Layout};

use cases::cases;
use memory::Blocks;
use proptest::prelude::*;

/// What a program may do with memory.
#[derive(Clone, Debug)]
enum Wish {
    Take(Layout),
    Resize(usize, usize),
    Give(usize),
}

/// Lengths around the ends of the lists, and any other.
fn size() -> impl Strategy<Value = usize> {
    let edges = [1, 8, 16, 32, 64, 1024, 2048, 4096, 16_384];
    let near = (prop::sample::select(edges.to_vec()), 0..=2usize);
    prop_oneof![near.prop_map(|(edge, step)| edge + step - 1), 1..200usize, 1..6000usize]
        .prop_map(|size| size.max(1))
}

fn wish() -> impl Strategy<Value = Wish> {
    let layout =
        (size(), 0..=7u32).prop_map(|(size, power)| Layout::from_size_align(size, 1 << power));
    prop_oneof![
        3 => layout.prop_map(|layout| Wish::Take(layout.unwrap())),
        2 => (any::<usize>(), size()).prop_map(|(which, size)| Wish::Resize(which, size)),
        2 => any::<usize>().prop_map(Wish::Give),
    ]
}

/// Memory in use: filled with a sign of its own, which nobody else may write over.
struct Held {
    at: *mut u8,
    layout: Layout,
    sign: u8,
}

impl Held {
    fn new(at: *mut u8, layout: Layout, sign: u8) -> Held {
        assert!(!at.is_null() && at.addr().is_multiple_of(layout.align()), "{layout:?}");
        // SAFETY: so many bytes are ours from here on.
        unsafe { at.write_bytes(sign, layout.size()) };
        Held { at, layout, sign }
    }

    #[track_caller]
    fn keeps(&self, bytes: usize) {
        // SAFETY: it was filled when it was taken.
        let held = unsafe { std::slice::from_raw_parts(self.at, bytes.min(self.layout.size())) };
        assert!(held.iter().all(|byte| *byte == self.sign), "{:?} was written over", self.layout);
    }
}

proptest! {
    #![proptest_config(cases(if cfg!(miri) { 8 } else { 500 }, 20_261_128))]

    #[test]
    fn nobody_writes_into_what_another_holds(wishes in prop::collection::vec(wish(), 1..400)) {
        let blocks = Blocks::new();
        let mut held: Vec<Held> = Vec::new();
        for (sign, wish) in wishes.into_iter().enumerate() {
            let sign = sign as u8;
            match wish {
                Wish::Take(layout) => {
                    // SAFETY: no layout here is empty.
                    held.push(Held::new(unsafe { blocks.alloc(layout) }, layout, sign));
                }
                Wish::Resize(which, size) if !held.is_empty() => {
                    let which = which % held.len();
                    let old = held.swap_remove(which);
                    let layout = Layout::from_size_align(size, old.layout.align()).unwrap();
                    // SAFETY: it is held, with this layout.
                    let at = unsafe { blocks.realloc(old.at, old.layout, size) };
                    let moved = Held { at, ..old };
                    moved.keeps(size);
                    held.push(Held::new(at, layout, sign));
                }
                Wish::Give(which) if !held.is_empty() => {
                    let old = held.swap_remove(which % held.len());
                    old.keeps(usize::MAX);
                    // SAFETY: it was held, and is no longer.
                    unsafe { blocks.dealloc(old.at, old.layout) };
                }
                Wish::Resize(..) | Wish::Give(_) => {}
            }
        }
        for old in held {
            old.keeps(usize::MAX);
            // SAFETY: as above.
            unsafe { blocks.dealloc(old.at, old.layout) };
        }
    }
}

/// A derivative is worked out a thousand times in the memory of the first.
#[test]
fn what_was_given_back_is_taken_again() {
    let blocks = Blocks::new();
    let layouts = [1, 16, 17, 100, 2048].map(|size| Layout::from_size_align(size, 8).unwrap());
    let round = || {
        // SAFETY: none is empty, and each is given back as it was taken.
        let taken = layouts.map(|layout| unsafe { blocks.alloc(layout) });
        for (at, layout) in taken.iter().zip(layouts) {
            unsafe { blocks.dealloc(*at, layout) };
        }
        taken.map(|at| at.addr()).into_iter().collect::<std::collections::BTreeSet<_>>()
    };
    let first = round();
    for _ in 0..1000 {
        assert_eq!(round(), first);
    }
}
