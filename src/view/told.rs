//! A view is told, value by value: what is handed back, as [`Given`](super::Given) is what is handed over.
//!
//! A derived writer is compiled once for every type and every surface it writes to. Ours knows one
//! [`Surface`], to which a field is two short calls that cannot fail: on it stand values of JavaScript,
//! or a plain tree.
//!
//! ```
//! use chainrule::view::{Told, parse};
//!
//! let Told::Record(fields) = Told::from(&parse("2x").unwrap()) else { panic!("a record") };
//! assert_eq!(fields[1], ("variables", Told::List(vec![Told::Text("x".to_owned())])));
//! ```

use std::fmt;

use serde::ser::{self, Impossible, SerializeStruct};
use serde::{Serialize, Serializer};

/// A plain value: what JSON knows.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the kinds of JSON")]
pub enum Told {
    Nothing,
    Flag(bool),
    Number(f64),
    Text(String),
    Lasting(&'static str),
    List(Vec<Told>),
    /// Fields that the contract names.
    Record(Vec<(&'static str, Told)>),
    /// Entries by names that a person chose.
    Named(Vec<(String, Told)>),
}

/// A field whose text is the program's own, as a rule's title is: it crosses to JavaScript once, and
/// is the same string whenever it is told again. Written as serde writes the name of a variant.
pub(super) fn text_of_the_program<S: Serializer>(
    text: &&'static str,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_unit_variant("", 0, text)
}

/// Where a view is told, from its leaves up: what was told last stands alone until it is put into the
/// list or record in front of it.
pub trait Surface {
    /// Nothing.
    fn nothing(&mut self);
    /// True or false.
    fn flag(&mut self, flag: bool);
    /// A number.
    fn number(&mut self, number: f64);
    /// A text.
    fn text(&mut self, text: &str);
    /// A text of the program's own.
    fn lasting(&mut self, text: &'static str);
    /// A list, as yet without entries.
    fn list(&mut self);
    /// A record, as yet without fields.
    fn record(&mut self);
    /// The same for entries by names that a person chose.
    fn named(&mut self);
    /// What was told last is the next entry of the list in front of it.
    fn entry(&mut self);
    /// What was told last is that field of the record in front of it.
    fn field(&mut self, name: &'static str);
    /// What was told last is an entry by the name in front of it.
    fn named_entry(&mut self);
}

/// Tells a view.
pub fn tell<T: Serialize>(view: &T, surface: &mut dyn Surface) {
    match view.serialize(&mut Teller { surface }) {
        Ok(()) => {}
        Err(never) => match never {},
    }
}

impl<T: Serialize> From<&T> for Told {
    fn from(view: &T) -> Told {
        let mut tree = Vec::new();
        tell(view, &mut tree);
        tree.pop().unwrap_or(Told::Nothing)
    }
}

impl Surface for Vec<Told> {
    fn nothing(&mut self) {
        self.push(Told::Nothing);
    }

    fn flag(&mut self, flag: bool) {
        self.push(Told::Flag(flag));
    }

    fn number(&mut self, number: f64) {
        self.push(Told::Number(number));
    }

    fn text(&mut self, text: &str) {
        self.push(Told::Text(text.to_owned()));
    }

    fn lasting(&mut self, text: &'static str) {
        self.push(Told::Lasting(text));
    }

    fn list(&mut self) {
        self.push(Told::List(Vec::new()));
    }

    fn record(&mut self) {
        self.push(Told::Record(Vec::new()));
    }

    fn named(&mut self) {
        self.push(Told::Named(Vec::new()));
    }

    fn entry(&mut self) {
        let told = self.pop();
        if let Some(Told::List(entries)) = self.last_mut() {
            entries.extend(told);
        }
    }

    fn field(&mut self, name: &'static str) {
        let told = self.pop();
        if let Some(Told::Record(fields)) = self.last_mut() {
            fields.extend(told.map(|value| (name, value)));
        }
    }

    fn named_entry(&mut self) {
        let (value, name) = (self.pop(), self.pop());
        if let (Some(Told::Named(entries)), Some(Told::Text(name))) = (self.last_mut(), name) {
            entries.extend(value.map(|value| (name, value)));
        }
    }
}

/// What a view's fields are handed to.
struct Teller<'s> {
    surface: &'s mut dyn Surface,
}

// Each of these is called from every view: once compiled, small to call.
impl Teller<'_> {
    #[inline(never)]
    fn nothing(&mut self) {
        self.surface.nothing();
    }

    #[inline(never)]
    fn flag(&mut self, flag: bool) {
        self.surface.flag(flag);
    }

    #[inline(never)]
    fn number(&mut self, number: f64) {
        self.surface.number(number);
    }

    #[inline(never)]
    fn text(&mut self, text: &str) {
        self.surface.text(text);
    }

    #[inline(never)]
    fn lasting(&mut self, text: &'static str) {
        self.surface.lasting(text);
    }

    #[inline(never)]
    fn list(&mut self) {
        self.surface.list();
    }

    #[inline(never)]
    fn record(&mut self) {
        self.surface.record();
    }

    #[inline(never)]
    fn entry(&mut self) {
        self.surface.entry();
    }

    #[inline(never)]
    fn field(&mut self, name: &'static str) {
        self.surface.field(name);
    }
}

/// Telling cannot fail.
#[derive(Debug)]
enum Never {}

type Done = Result<(), Never>;

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl ser::Error for Never {
    fn custom<T: fmt::Display>(_: T) -> Never {
        unreachable!("no view refuses to be written")
    }
}

/// Kinds of value that are all written in one way.
macro_rules! written {
    ($($method:ident($kind:ty) => |$teller:ident, $value:ident| $how:expr;)*) => {
        $(fn $method(self, $value: $kind) -> Done {
            let $teller = self;
            $how;
            Ok(())
        })*
    };
}

impl Serializer for &mut Teller<'_> {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Impossible<(), Never>;
    type SerializeTupleVariant = Impossible<(), Never>;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Impossible<(), Never>;

    written! {
        serialize_bool(bool) => |teller, value| teller.flag(value);
        serialize_i8(i8) => |teller, value| teller.number(value.into());
        serialize_i16(i16) => |teller, value| teller.number(value.into());
        serialize_i32(i32) => |teller, value| teller.number(value.into());
        serialize_i64(i64) => |teller, value| teller.number(value as f64);
        serialize_u8(u8) => |teller, value| teller.number(value.into());
        serialize_u16(u16) => |teller, value| teller.number(value.into());
        serialize_u32(u32) => |teller, value| teller.number(value.into());
        serialize_u64(u64) => |teller, value| teller.number(value as f64);
        serialize_f32(f32) => |teller, value| teller.number(value.into());
        serialize_f64(f64) => |teller, value| teller.number(value);
        serialize_char(char) => |teller, value| teller.text(value.encode_utf8(&mut [0; 4]));
        serialize_str(&str) => |teller, value| teller.text(value);
        serialize_unit_struct(&'static str) => |teller, _name| teller.nothing();
    }

    fn serialize_none(self) -> Done {
        self.nothing();
        Ok(())
    }

    fn serialize_unit(self) -> Done {
        self.serialize_none()
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Done {
        self.collect_seq(bytes)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Done {
        self.lasting(variant);
        Ok(())
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _: &'static str, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Done {
        self.record();
        value.serialize(&mut *self)?;
        self.field(variant);
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Never> {
        self.list();
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Never> {
        self.list();
        Ok(self)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Never> {
        self.surface.named();
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Never> {
        self.record();
        Ok(self)
    }

    // Kinds that no view has.

    fn serialize_tuple_struct(
        self,
        name: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Never>, Never> {
        unreachable!("{name} is a tuple with a name")
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Never>, Never> {
        unreachable!("{name} is a choice of tuples")
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Never>, Never> {
        unreachable!("{name} is a choice of records")
    }
}

impl ser::SerializeSeq for &mut Teller<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Done {
        value.serialize(&mut **self)?;
        self.entry();
        Ok(())
    }

    fn end(self) -> Done {
        Ok(())
    }
}

impl ser::SerializeTuple for &mut Teller<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Done {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Done {
        Ok(())
    }
}

impl ser::SerializeMap for &mut Teller<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Done {
        key.serialize(&mut **self)
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Done {
        value.serialize(&mut **self)?;
        self.surface.named_entry();
        Ok(())
    }

    fn end(self) -> Done {
        Ok(())
    }
}

impl SerializeStruct for &mut Teller<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, name: &'static str, value: &T) -> Done {
        value.serialize(&mut **self)?;
        self.field(name);
        Ok(())
    }

    fn end(self) -> Done {
        Ok(())
    }
}
