//! Small blocks of memory become lists of free ones.
//!
//! A formula is thousands of short lists that live for a moment. The standard allocator looks for
//! room of the right length each time; here blocks of one length are handed back to a list of
//! their own and taken from there again, the last one first. Chunks to cut them from, and what is
//! larger, come from the standard allocator.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::UnsafeCell;
use std::ptr::null_mut;

/// Lengths are rounded up to a multiple of this, in bytes.
const STEP: usize = 16;

/// What is longer comes from the standard allocator.
const LARGEST: usize = 512;

/// What is asked of the standard allocator at once.
const CHUNK: usize = 1 << 15;

/// A block that is not in use holds the address of the next one of its length.
type Block = *mut u8;

struct Lists {
    free: [Block; LARGEST / STEP],
    /// What is left of the last chunk.
    rest: Block,
    left: usize,
}

/// The lists, one for each length.
struct Pool(UnsafeCell<Lists>);

// SAFETY: a module without threads has one.
unsafe impl Sync for Pool {}

#[global_allocator]
static POOL: Pool =
    Pool(UnsafeCell::new(Lists { free: [null_mut(); LARGEST / STEP], rest: null_mut(), left: 0 }));

/// Which list a block belongs to; none where it is the standard allocator's.
fn list(size: usize, align: usize) -> Option<usize> {
    let place = size.wrapping_sub(1) / STEP;
    (place < LARGEST / STEP && align <= STEP).then_some(place)
}

impl Lists {
    fn take(&mut self, list: usize) -> Block {
        let block = self.free[list];
        if block.is_null() {
            return self.cut((list + 1) * STEP);
        }
        // SAFETY: a free block holds the address of the next one.
        self.free[list] = unsafe { *block.cast() };
        block
    }

    #[cold]
    fn cut(&mut self, size: usize) -> Block {
        if self.left < size {
            // SAFETY: the layout is not empty and its alignment a power of two.
            let chunk = unsafe { System.alloc(Layout::from_size_align_unchecked(CHUNK, STEP)) };
            if chunk.is_null() {
                return chunk;
            }
            (self.rest, self.left) = (chunk, CHUNK);
        }
        let block = self.rest;
        // SAFETY: so much is left.
        self.rest = unsafe { block.add(size) };
        self.left -= size;
        block
    }

    fn give(&mut self, block: Block, list: usize) {
        // SAFETY: it is nobody's, and long enough for an address.
        unsafe { *block.cast() = self.free[list] };
        self.free[list] = block;
    }
}

// SAFETY: a block is in one list or in use by one caller; what comes from the standard allocator
// goes back to it, which the layout decides.
unsafe impl GlobalAlloc for Pool {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        match list(layout.size(), layout.align()) {
            Some(list) => unsafe { (*self.0.get()).take(list) },
            None => unsafe { System.alloc(layout) },
        }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        match list(layout.size(), layout.align()) {
            Some(list) => unsafe { (*self.0.get()).give(block, list) },
            None => unsafe { System.dealloc(block, layout) },
        }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if list(layout.size(), layout.align()).is_none() {
            return unsafe { System.alloc_zeroed(layout) };
        }
        let block = unsafe { self.alloc(layout) };
        if !block.is_null() {
            unsafe { block.write_bytes(0, layout.size()) };
        }
        block
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let [from, to] = [layout.size(), size].map(|size| list(size, layout.align()));
        match (from, to) {
            (None, None) => return unsafe { System.realloc(block, layout, size) },
            _ if from == to => return block,
            _ => {}
        }
        let new = unsafe { self.alloc(Layout::from_size_align_unchecked(size, layout.align())) };
        if !new.is_null() {
            unsafe {
                block.copy_to_nonoverlapping(new, layout.size().min(size));
                self.dealloc(block, layout);
            }
        }
        new
    }
}
