//! The engine's allocator: a list of free blocks for each small size, in front of the standard one.
//!
//! A derivative asks a few thousand times for a few bytes and gives them back at once. To search,
//! split and join blocks for that took a tenth of its time; a block of one size is as good as another.
//! The scheme is Kingsley's (4.2BSD's malloc, 1982). What is large goes to the standard allocator,
//! which wastes no half of a block and lets vectors grow where they lie.
#![allow(unsafe_code, reason = "an allocator hands out memory by its address")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ptr;

/// The smallest block, in bytes; the list `k` keeps blocks of 2ᵏ times as many.
const SMALLEST: usize = 16;
/// The sizes of small blocks: 16, 32, … 2048 bytes.
const SIZES: usize = 8;
/// What is asked of the standard allocator when no block is left, in bytes.
const CHUNK: usize = 1 << 14;

/// Free blocks by size. Not for several threads: whoever shares it answers for that.
pub struct Blocks {
    /// The first free block of each size; each holds the address of the next.
    free: [Cell<*mut u8>; SIZES],
    /// What of the last chunk was never handed out: where it begins, and how many bytes.
    fresh: Cell<*mut u8>,
    left: Cell<usize>,
}

impl Blocks {
    /// No memory yet.
    pub const fn new() -> Self {
        Self {
            free: [const { Cell::new(ptr::null_mut()) }; SIZES],
            fresh: Cell::new(ptr::null_mut()),
            left: Cell::new(0),
        }
    }

    /// A block that was never handed out. What is left of a chunk that is too short stays unused:
    /// less than a block of the largest size.
    #[inline(never)]
    fn cut(&self, list: usize) -> *mut u8 {
        let size = SMALLEST << list;
        if self.left.get() < size {
            // SAFETY: the layout is neither empty nor oddly aligned.
            let chunk = unsafe { System.alloc(Layout::from_size_align_unchecked(CHUNK, SMALLEST)) };
            if chunk.is_null() {
                return chunk;
            }
            self.fresh.set(chunk);
            self.left.set(CHUNK);
        }
        let block = self.fresh.get();
        // SAFETY: at least `size` bytes are left behind this address.
        self.fresh.set(unsafe { block.add(size) });
        self.left.set(self.left.get() - size);
        block
    }
}

/// Which list has blocks for this; one that there is not where the block is large, or must begin at
/// a rounder address than all small ones do.
#[inline]
fn list(layout: Layout) -> usize {
    if layout.align() > SMALLEST {
        return SIZES;
    }
    let filled = (layout.size() - 1) / SMALLEST;
    (usize::BITS - filled.leading_zeros()) as usize
}

// SAFETY: blocks of one list have one size, at least the one asked for, and overlap no other: they are
// cut one behind the other from chunks of our own, and a block is in its list or in use, never both.
unsafe impl GlobalAlloc for Blocks {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let list = list(layout);
        let Some(free) = self.free.get(list) else {
            // SAFETY: handed on as it came.
            return unsafe { System.alloc(layout) };
        };
        let block = free.get();
        if block.is_null() {
            return self.cut(list);
        }
        // SAFETY: a free block holds the address of the next.
        free.set(unsafe { block.cast::<*mut u8>().read() });
        block
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let Some(free) = self.free.get(list(layout)) else {
            // SAFETY: by the same rule it came from there.
            return unsafe { System.dealloc(block, layout) };
        };
        // SAFETY: the block is ours again, aligned and long enough for an address.
        unsafe { block.cast::<*mut u8>().write(free.get()) };
        free.set(block);
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller promises that the size is one a layout may have.
        let wanted = unsafe { Layout::from_size_align_unchecked(size, layout.align()) };
        let (from, to) = (list(layout), list(wanted));
        if from >= SIZES && to >= SIZES {
            // SAFETY: both sizes are the standard allocator's.
            return unsafe { System.realloc(block, layout, size) };
        }
        if from == to {
            return block;
        }
        // SAFETY: a block for as many bytes as are wanted, and what both hold is moved into it.
        unsafe {
            let moved = self.alloc(wanted);
            if !moved.is_null() {
                ptr::copy_nonoverlapping(block, moved, layout.size().min(size));
                self.dealloc(block, layout);
            }
            moved
        }
    }
}
