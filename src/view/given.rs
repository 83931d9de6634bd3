//! What a caller hands over: a plain tree, read one named field after another.
//!
//! ```
//! use chainrule::view::{Argument, Given};
//!
//! let options = Given::Record(vec![("order".to_owned(), Given::Number(2.0))]);
//! let options = Argument::new("options", &options);
//! assert_eq!(options.get("order").number()?, Some(2.0));
//! assert_eq!(options.get("detail").text()?, None);
//! let error = options.get("order").text().unwrap_err();
//! assert_eq!(error.message, "options.order must be text in quotes.");
//! # Ok::<(), chainrule::view::EngineError>(())
//! ```

use std::borrow::Cow;
use std::rc::Rc;

use super::{EngineError, Point};
use crate::expr::Dag;
use crate::syntax;

/// A plain value: what JSON knows, and nothing where it is absent, undefined or null.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, reason = "the kinds of JSON")]
pub enum Given {
    #[default]
    Nothing,
    Flag(bool),
    Number(f64),
    Text(String),
    List(Vec<Given>),
    /// A row of numbers in bulk.
    Numbers(Vec<f64>),
    Record(Vec<(String, Given)>),
}

/// A given value and where it stands, so that a refusal can name the place: `run.network.layers[1]`.
#[derive(Clone, Debug)]
pub struct Argument<'a> {
    place: Place,
    given: &'a Given,
}

/// A place among the arguments. It is put into words where something is refused: to name those of all
/// samples would take longer than a step of training.
#[derive(Clone, Debug)]
struct Place {
    within: Option<Rc<Place>>,
    step: Step,
}

#[derive(Clone, Debug)]
enum Step {
    Name(String),
    Entry(usize),
}

impl Place {
    fn path(&self) -> String {
        let mut path = self.within.as_ref().map(|within| within.path()).unwrap_or_default();
        match &self.step {
            Step::Name(name) if path.is_empty() => path.push_str(name),
            Step::Name(name) => path.extend([".", name]),
            Step::Entry(place) => path.push_str(&format!("[{place}]")),
        }
        path
    }
}

/// What stands where nothing was given.
static NOTHING: Given = Given::Nothing;

/// A value that may be left out, or the refusal of another kind.
type Field<T> = Result<Option<T>, EngineError>;

impl<'a> Argument<'a> {
    /// The argument of this name.
    pub fn new(argument: &str, given: &'a Given) -> Argument<'a> {
        Argument { place: Place { within: None, step: Step::Name(argument.to_owned()) }, given }
    }

    /// Where this stands.
    pub fn path(&self) -> String {
        self.place.path()
    }

    /// What stands in this.
    fn within(&self, step: Step, given: &'a Given) -> Argument<'a> {
        Argument { place: Place { within: Some(Rc::new(self.place.clone())), step }, given }
    }

    /// Whether it was left out.
    pub fn is_absent(&self) -> bool {
        *self.given == Given::Nothing
    }

    /// A field of a record; nothing where there is none.
    pub fn get(&self, name: &str) -> Argument<'a> {
        let given = match self.given {
            Given::Record(fields) => {
                fields.iter().find(|(field, _)| field == name).map(|(_, value)| value)
            }
            _ => None,
        };
        self.within(Step::Name(name.to_owned()), given.unwrap_or(&NOTHING))
    }

    /// The value as a text.
    pub fn text(&self) -> Field<&'a str> {
        match self.given {
            Given::Nothing => Ok(None),
            Given::Text(text) => Ok(Some(text)),
            _ => Err(self.refusal("text in quotes")),
        }
    }

    /// The value as a number; NaN is none.
    pub fn number(&self) -> Field<f64> {
        match self.given {
            Given::Nothing => Ok(None),
            Given::Number(number) if !number.is_nan() => Ok(Some(*number)),
            _ => Err(self.refusal("a number")),
        }
    }

    /// The value as true or false.
    pub fn flag(&self) -> Field<bool> {
        match self.given {
            Given::Nothing => Ok(None),
            Given::Flag(flag) => Ok(Some(*flag)),
            _ => Err(self.refusal("true or false")),
        }
    }

    /// The value as a whole number from `least` to `most`.
    pub fn whole(&self, least: usize, most: usize) -> Field<usize> {
        let Some(number) = self.number()? else { return Ok(None) };
        match number.fract() == 0.0 && (least as f64..=most as f64).contains(&number) {
            true => Ok(Some(number as usize)),
            false => Err(self.refusal(&format!("a whole number from {least} to {most}"))),
        }
    }

    /// The value as a list, each entry with its place.
    pub fn list(&self) -> Field<Vec<Argument<'a>>> {
        let Given::List(entries) = self.given else {
            return if self.is_absent() { Ok(None) } else { Err(self.refusal("a list")) };
        };
        let here = Rc::new(self.place.clone());
        let place = |i| Place { within: Some(here.clone()), step: Step::Entry(i) };
        let entries = entries.iter().enumerate();
        Ok(Some(entries.map(|(i, given)| Argument { place: place(i), given }).collect()))
    }

    /// The value as a list of numbers; in bulk they may be NaN.
    pub fn numbers(&self) -> Field<Vec<f64>> {
        if let Given::Numbers(numbers) = self.given {
            return Ok(Some(numbers.clone()));
        }
        let Given::List(entries) = self.given else {
            return if self.is_absent() {
                Ok(None)
            } else {
                Err(self.refusal("a list of numbers"))
            };
        };
        let number = |entry: &Given| match entry {
            Given::Number(number) if !number.is_nan() => Ok(*number),
            _ => Err(self.refusal("a list of numbers")),
        };
        entries.iter().map(number).collect::<Result<_, _>>().map(Some)
    }

    /// The value as a list of finite numbers, if it is nothing else: what is wrong with another is
    /// told entry by entry.
    pub fn finite(&self) -> Option<Cow<'a, [f64]>> {
        let entries = match self.given {
            Given::Numbers(row) => {
                return row.iter().all(|n| n.is_finite()).then_some(Cow::Borrowed(row));
            }
            Given::List(entries) => entries,
            _ => return None,
        };
        let finite = |entry: &Given| match entry {
            Given::Number(number) if number.is_finite() => Some(*number),
            _ => None,
        };
        entries.iter().map(finite).collect()
    }

    /// The value as a list of texts.
    pub fn texts(&self) -> Field<Vec<String>> {
        let Some(entries) = self.list()? else { return Ok(None) };
        entries
            .iter()
            .map(|entry| Ok(entry.needed_text()?.to_owned()))
            .collect::<Result<_, _>>()
            .map(Some)
    }

    /// The fields of a record, each with its place.
    pub fn fields(&self) -> Field<Vec<(&'a str, Argument<'a>)>> {
        let Given::Record(fields) = self.given else {
            return if self.is_absent() {
                Ok(None)
            } else {
                Err(self.refusal("a record such as { x: 1 }"))
            };
        };
        let read = |(name, given): &'a (String, Given)| {
            (name.as_str(), self.within(Step::Name(name.clone()), given))
        };
        Ok(Some(fields.iter().map(read).collect()))
    }

    /// Values of variables by name, in any spelling.
    pub fn point(&self) -> Field<Point> {
        let Some(fields) = self.fields()? else { return Ok(None) };
        let entry = |(name, value): &(&str, Argument)| Ok((spelled(name), value.needed_number()?));
        fields.iter().map(entry).collect::<Result<_, _>>().map(Some)
    }

    /// The text that must be there.
    pub fn needed_text(&self) -> Result<&'a str, EngineError> {
        self.text()?.ok_or_else(|| self.refusal("text in quotes"))
    }

    /// The number that must be there.
    pub fn needed_number(&self) -> Result<f64, EngineError> {
        self.number()?.ok_or_else(|| self.refusal("a number"))
    }

    /// "… must be a number."
    pub fn refusal(&self, kind: &str) -> EngineError {
        EngineError::usage("wrong-argument", format!("{} must be {kind}.", self.path()))
    }
}

/// A variable's name as the engine writes it: w_1 for w1 and w₁, theta for θ. What is no variable
/// stays as it is.
fn spelled(name: &str) -> String {
    let is_spelled =
        name.len() == 1 || name.is_ascii() && name.contains('_') && !name.contains('{');
    let mut dag = Dag::new();
    let read = (!is_spelled).then(|| syntax::parse(&mut dag, name).ok()).flatten();
    let symbol = read.and_then(|parsed| dag.as_symbol(parsed.expr));
    symbol.map_or(name, |symbol| dag.name(symbol)).to_owned()
}
