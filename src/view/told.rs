//! A view becomes a plain tree: what is handed back, as [`Given`](super::Given) is what is handed over.
//!
//! A derived writer is compiled once for every type and every surface it writes to. Written to a
//! tree, a field is two short calls that cannot fail; the tree crosses to JavaScript by one writer
//! for all views.
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

impl<T: Serialize> From<&T> for Told {
    fn from(view: &T) -> Told {
        let mut teller = Teller::default();
        match view.serialize(&mut teller) {
            Ok(()) => teller.told.pop().unwrap_or(Told::Nothing),
            Err(never) => match never {},
        }
    }
}

impl Serialize for Told {
    /// By recursion: views stand inside views a few levels deep at most.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Told::Nothing => serializer.serialize_none(),
            Told::Flag(flag) => serializer.serialize_bool(*flag),
            Told::Number(number) => serializer.serialize_f64(*number),
            Told::Text(text) => serializer.serialize_str(text),
            Told::Lasting(text) => text_of_the_program(text, serializer),
            Told::List(entries) => serializer.collect_seq(entries),
            Told::Record(fields) => {
                let mut record = serializer.serialize_struct("", fields.len())?;
                for (name, value) in fields {
                    record.serialize_field(name, value)?;
                }
                record.end()
            }
            Told::Named(entries) => {
                serializer.collect_map(entries.iter().map(|(name, value)| (name, value)))
            }
        }
    }
}

/// Writes a tree from its leaves up.
#[derive(Default)]
struct Teller {
    /// What is finished and not yet part of a list or record.
    told: Vec<Told>,
    /// Names of the fields whose records are open.
    names: Vec<&'static str>,
}

// Each of these is called from every view: once compiled, small to call.
impl Teller {
    #[inline(never)]
    fn nothing(&mut self) {
        self.told.push(Told::Nothing);
    }

    #[inline(never)]
    fn flag(&mut self, flag: bool) {
        self.told.push(Told::Flag(flag));
    }

    #[inline(never)]
    fn number(&mut self, number: f64) {
        self.told.push(Told::Number(number));
    }

    #[inline(never)]
    fn text(&mut self, text: &str) {
        self.told.push(Told::Text(text.to_owned()));
    }

    #[inline(never)]
    fn name(&mut self, name: &'static str) {
        self.names.push(name);
    }

    #[inline(never)]
    fn list(&mut self, start: usize) {
        let entries = self.told.drain(start..).collect();
        self.told.push(Told::List(entries));
    }

    #[inline(never)]
    fn record(&mut self, start: usize) {
        let names = self.names.len() - (self.told.len() - start);
        let fields = self.names.drain(names..).zip(self.told.drain(start..)).collect();
        self.told.push(Told::Record(fields));
    }

    #[inline(never)]
    fn named(&mut self, start: usize) {
        let mut told = self.told.drain(start..);
        let mut entries = Vec::new();
        while let (Some(Told::Text(name)), Some(value)) = (told.next(), told.next()) {
            entries.push((name, value));
        }
        drop(told);
        self.told.push(Told::Named(entries));
    }
}

/// A list or record that is being written: its entries are what was told since `start`.
struct Open<'a> {
    teller: &'a mut Teller,
    start: usize,
}

impl<'a> Open<'a> {
    fn new(teller: &'a mut Teller) -> Open<'a> {
        let start = teller.told.len();
        Open { teller, start }
    }
}

/// Writing to a tree cannot fail.
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

impl<'a> Serializer for &'a mut Teller {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = Open<'a>;
    type SerializeTuple = Open<'a>;
    type SerializeTupleStruct = Impossible<(), Never>;
    type SerializeTupleVariant = Impossible<(), Never>;
    type SerializeMap = Open<'a>;
    type SerializeStruct = Open<'a>;
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
        self.told.push(Told::Lasting(variant));
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
        let mut record = Open::new(self);
        record.serialize_field(variant, value)?;
        SerializeStruct::end(record)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'a>, Never> {
        Ok(Open::new(self))
    }

    fn serialize_tuple(self, _: usize) -> Result<Open<'a>, Never> {
        Ok(Open::new(self))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Open<'a>, Never> {
        Ok(Open::new(self))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'a>, Never> {
        Ok(Open::new(self))
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

impl ser::SerializeSeq for Open<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Done {
        value.serialize(&mut *self.teller)
    }

    fn end(self) -> Done {
        self.teller.list(self.start);
        Ok(())
    }
}

impl ser::SerializeTuple for Open<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Done {
        value.serialize(&mut *self.teller)
    }

    fn end(self) -> Done {
        self.teller.list(self.start);
        Ok(())
    }
}

impl ser::SerializeMap for Open<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Done {
        key.serialize(&mut *self.teller)
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Done {
        value.serialize(&mut *self.teller)
    }

    fn end(self) -> Done {
        self.teller.named(self.start);
        Ok(())
    }
}

impl SerializeStruct for Open<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, name: &'static str, value: &T) -> Done {
        self.teller.name(name);
        value.serialize(&mut *self.teller)
    }

    fn end(self) -> Done {
        self.teller.record(self.start);
        Ok(())
    }
}
