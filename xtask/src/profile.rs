//! How the engine is compiled.

use crate::options::Options;

/// How, and what for.
#[derive(Clone, Copy, Default, PartialEq)]
pub enum Profile {
    /// As it is shipped: fast.
    #[default]
    Release,
    /// As it is shipped inside of something: small.
    Small,
    /// As soon as possible, to try a change.
    Quick,
}

impl Profile {
    /// `--quick` was given.
    pub fn chosen(options: &mut Options) -> Profile {
        if options.flag("--quick") { Profile::Quick } else { Profile::Release }
    }

    /// How it was chosen.
    pub fn flag(self) -> Option<&'static str> {
        (self == Profile::Quick).then_some("--quick")
    }

    /// Its name in `Cargo.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Profile::Release => "release",
            Profile::Small => "small",
            Profile::Quick => "quick",
        }
    }

    /// How large a function may be, in the compiler's own measure, to stand in the place of a call to it. Made small,
    /// the compiler leaves every getter a call; at twelve a derivative takes a sixth less time, at twenty no less, and
    /// the one file is five kilobytes larger; at eight two. Made fast, it takes an eighth more time at forty than at
    /// sixty, for a hundredth of the bytes; at a hundred a thirtieth less, for a thirtieth of the bytes.
    pub fn inlined(self) -> u8 {
        if self == Profile::Release { 60 } else { 12 }
    }

    /// The engine that is carried inside of something: when it is only tried, the one that is there.
    pub fn inside(self) -> Profile {
        if self == Profile::Release { Profile::Small } else { self }
    }
}
