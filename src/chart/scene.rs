//! What is to be seen, in CSS pixels from the top left, on no medium in particular.

/// The size of a picture, and what everything in it looks like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Page<'a> {
    /// In CSS pixels.
    pub width: f64,
    /// In CSS pixels.
    pub height: f64,
    /// What each role looks like.
    pub palette: Palette,
    /// Of the numbers at the axes, in CSS pixels.
    pub font_size: f64,
    /// The family of all words, as CSS names it.
    pub font_family: &'a str,
}

impl<'a> Page<'a> {
    /// Large enough to draw on, with numbers that can be read and leave room for a picture.
    pub(super) fn drawable(self) -> Page<'a> {
        Page {
            width: self.width.max(40.0),
            height: self.height.max(40.0),
            font_size: self.font_size.clamp(6.0, 60.0),
            ..self
        }
    }

    /// The page with these marks on it.
    pub(super) fn scene(self, marks: Vec<Mark>) -> Scene {
        let Page { width, height, palette, .. } = self;
        Scene { width, height, font: self.font_family.to_owned(), palette, marks }
    }
}

/// A picture: marks from the lowest to the topmost.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// In CSS pixels.
    pub width: f64,
    /// In CSS pixels.
    pub height: f64,
    /// The family of all its words, as CSS names it.
    pub font: String,
    /// What each role looks like.
    pub palette: Palette,
    /// The lowest first.
    pub marks: Vec<Mark>,
}

/// One thing in a scene.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A filled rectangle.
    Patch {
        /// Left, top.
        from: [f64; 2],
        /// Right, bottom.
        to: [f64; 2],
        /// Its colour.
        role: Role,
    },
    /// A line through points.
    Path {
        /// At least two.
        points: Vec<[f64; 2]>,
        /// Its colour.
        role: Role,
        /// How wide it is.
        width: f64,
        /// Solid or not.
        dash: Dash,
    },
    /// A filled polygon.
    Area {
        /// Its corners.
        points: Vec<[f64; 2]>,
        /// Its colour.
        role: Role,
    },
    /// Colours on a grid that fills a rectangle: the first at its top left, the last at its bottom
    /// right, those on its edge with their middles on the edge. Between them they blend where the
    /// medium can blend.
    Heat {
        /// Left, top.
        from: [f64; 2],
        /// Right, bottom.
        to: [f64; 2],
        /// How many side by side.
        columns: usize,
        /// Row by row from the top.
        colours: Vec<[u8; 3]>,
    },
    /// A disc.
    Dot {
        /// Its middle.
        at: [f64; 2],
        /// Its radius.
        radius: f64,
        /// Its colour.
        role: Role,
        /// Whether it is a ring: the curve stops before it gets here.
        hollow: bool,
    },
    /// A word or a number.
    Text {
        /// Where its anchor is.
        at: [f64; 2],
        /// The words.
        text: String,
        /// Their colour.
        role: Role,
        /// Which part of the text is at `at`.
        anchor: Anchor,
        /// In CSS pixels.
        size: f64,
        /// Slanted, as the names of quantities are.
        italic: bool,
    },
}

/// What a mark stands for; the palette says what that looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Axes, numbers, words.
    Ink,
    /// What lies below everything.
    Paper,
    /// The grid.
    Hairline,
    /// The function.
    F,
    /// Its derivative.
    Derivative,
    /// The derivative of that.
    Second,
    /// The line that touches.
    Tangent,
    /// A colour of its own, whatever the palette: red, green, blue.
    Own([u8; 3]),
}

/// A line is told from another by more than its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dash {
    /// Without a gap.
    Solid,
    /// Long strokes.
    Dashed,
    /// Strokes and dots in turn.
    DashDotted,
    /// Dots.
    Dotted,
}

impl Dash {
    /// Lengths of strokes and gaps in turn, in CSS pixels; none for a solid line.
    pub fn pattern(self) -> &'static [f64] {
        match self {
            Dash::Solid => &[],
            Dash::Dashed => &[8.0, 6.0],
            Dash::DashDotted => &[9.0, 5.0, 0.25, 5.0],
            Dash::Dotted => &[0.25, 5.0],
        }
    }
}

/// Which part of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The middle of the left side.
    Left,
    /// The middle of the right side.
    Right,
    /// The middle.
    Middle,
    /// The middle of the upper side.
    Above,
}

/// A colour for each role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    colours: [[u8; 3]; 7],
}

impl Palette {
    /// Ink on paper.
    pub const LIGHT: Palette = Palette {
        colours: [
            [0x1b, 0x1b, 0x1d],
            [0xfc, 0xfb, 0xf7],
            [0xe2, 0xdf, 0xd6],
            [0x00, 0x62, 0x9b],
            [0xb0, 0x4a, 0x00],
            [0x00, 0x77, 0x5a],
            [0x1b, 0x1b, 0x1d],
        ],
    };

    /// With another colour for a role, written `#rgb` or `#rrggbb`; what cannot be read changes
    /// nothing.
    ///
    /// ```
    /// use chainrule::chart::{Palette, Role};
    ///
    /// let palette = Palette::LIGHT.with(Role::F, "#08f").with(Role::Ink, "red");
    /// assert_eq!(palette.colour(Role::F), [0x00, 0x88, 0xff]);
    /// assert_eq!(palette.colour(Role::Ink), [0x1b, 0x1b, 0x1d]);
    /// ```
    pub fn with(mut self, role: Role, hex: &str) -> Palette {
        if let (Some(colour), Some(place)) = (hex_colour(hex), place(role)) {
            self.colours[place] = colour;
        }
        self
    }

    /// Red, green, blue.
    pub fn colour(&self, role: Role) -> [u8; 3] {
        match role {
            Role::Own(colour) => colour,
            role => self.colours[place(role).unwrap_or(0)],
        }
    }
}

/// Where a role's colour stands in a palette.
fn place(role: Role) -> Option<usize> {
    const ORDER: [Role; 7] = [
        Role::Ink,
        Role::Paper,
        Role::Hairline,
        Role::F,
        Role::Derivative,
        Role::Second,
        Role::Tangent,
    ];
    ORDER.iter().position(|known| *known == role)
}

/// Red, green and blue of `#rgb` or `#rrggbb`.
pub fn hex_colour(hex: &str) -> Option<[u8; 3]> {
    let digits: Vec<u8> = hex
        .trim()
        .strip_prefix('#')?
        .chars()
        .map(|digit| digit.to_digit(16).map(|value| value as u8))
        .collect::<Option<_>>()?;
    match digits[..] {
        [r, g, b] => Some([r * 17, g * 17, b * 17]),
        [r, r2, g, g2, b, b2, ..] if matches!(digits.len(), 6 | 8) => {
            Some([r * 16 + r2, g * 16 + g2, b * 16 + b2])
        }
        _ => None,
    }
}
