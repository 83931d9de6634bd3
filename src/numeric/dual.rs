//! Forward: every value carries how fast it moves when the inputs move in one direction.

use super::block::{self, BLOCK, Block, More, Register};
use super::run::{Along, fill, join, put, read, read_three, whole_mut};
use super::step::Code;
use super::tape::Tape;

/// A value and its slope along a direction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dual {
    /// The value.
    pub value: f64,
    /// How fast it changes.
    pub slope: f64,
}

impl Tape {
    /// The first root and its slope when the inputs move along `direction`.
    ///
    /// Where there is no derivative the slope is NaN (|x| at 0, the larger of two equal things
    /// that move apart), ±∞ where the tangent is upright (√x at 0). ReLU at 0 has slope 0, the
    /// convention of machine learning.
    pub fn dual(&self, inputs: &[f64], direction: &[f64]) -> Dual {
        let moves = |i: usize| direction.get(i).copied().unwrap_or(0.0);
        let active = self.active(|i| moves(i) != 0.0);
        let mut values = self.loaded(inputs);
        let mut slopes: Vec<f64> = (0..self.inputs).map(moves).collect();
        slopes.resize(self.values(), 0.0);
        for step in &self.steps {
            let operands = step.read(&values);
            let value = step.code.value(operands);
            values[step.to as usize] = value;
            if !active[step.to as usize] {
                continue;
            }
            let partials = step.code.partials(operands, value);
            let moving =
                |slot: usize, from: u32| active[from as usize] && step.code.passes(slot, operands);
            let messages = step.operands().iter().enumerate();
            let slope = messages
                .filter(|&(slot, &from)| moving(slot, from))
                .map(|(slot, &from)| partials[slot] * slopes[from as usize])
                .sum();
            slopes[step.to as usize] = slope;
        }
        let Some(&root) = self.roots.first() else {
            return Dual { value: f64::NAN, slope: f64::NAN };
        };
        let (value, slope) = (values[root as usize], slopes[root as usize]);
        // Nothing moves where nothing is.
        let slope = match slope {
            _ if value.is_nan() => value,
            slope if slope.is_nan() => self.slope_beside(inputs, direction),
            slope => slope,
        };
        Dual { value, slope }
    }

    /// The first root's values and its slopes by one of the inputs, at as many points as there is
    /// room for: the numbers of [`Tape::dual`], bit for bit, in one pass.
    pub fn slopes(
        &self,
        inputs: &[Along],
        by_input: usize,
        values: &mut [f64],
        slopes: &mut [f64],
    ) {
        let Some(&root) = self.compact.roots.first() else {
            values.fill(f64::NAN);
            return slopes.fill(f64::NAN);
        };
        let last = self.compact.steps.len().wrapping_sub(1);
        let mut registers = self.blocks(self.compact.count);
        let (plan, mut moves, end) = self.plan_moves(inputs, by_input);
        let direct = plan.last().is_some_and(|planned| planned.works)
            && self.compact.steps.last().is_some_and(|step| step.to == root);
        let mut result = Box::new([f64::NAN; BLOCK]);
        let mut moved = Box::new([0.0; BLOCK]);
        let mut partials = [Box::new([0.0; BLOCK]), Box::new([0.0; BLOCK])];
        for start in (0..values.len()).step_by(BLOCK) {
            fill(inputs, start, &mut registers);
            // The last step's results go out where they are wanted, if it makes both of them.
            let mut out = whole_mut(values, start).zip(whole_mut(slopes, start));
            let (mut at, mut met) = (0, false);
            while at < self.compact.steps.len() {
                let work = self.work(&mut at, &plan, inputs, start, &registers, &moves);
                if at == last
                    && direct
                    && let Some((values, slopes)) = &mut out
                {
                    if !work.run(values, slopes, &mut partials) {
                        self.settle(inputs, by_input, start, values, slopes);
                    }
                    break;
                }
                work.run(&mut result, &mut moved, &mut partials);
                if plan[at].works {
                    std::mem::swap(&mut moves[plan[at].to], &mut moved);
                }
                met |= self.meets_pole(at, &result);
                let to = self.compact.steps[at].to;
                std::mem::swap(&mut registers[to as usize], &mut result);
                at += 1;
            }
            if at != last {
                let (value, slope) = (read(inputs, start, &registers, root), &moves[end]);
                result.copy_from_slice(value);
                moved.copy_from_slice(&slope[..]);
                self.settle(inputs, by_input, start, &result, &mut moved);
                put(&result, values, start);
                put(&moved, slopes, start);
            }
            if met {
                let drop = |point| slopes[point] = f64::NAN;
                self.drop_sampled_poles(inputs, start, &mut [&mut *values], drop);
            }
        }
    }

    /// Slopes as they are told: where products say nothing, leading terms may.
    fn settle(
        &self,
        inputs: &[Along],
        by: usize,
        start: usize,
        values: &Block,
        slopes: &mut Block,
    ) {
        if !block::settle(values, slopes) {
            self.fill_beside(inputs, by, start, values, slopes);
        }
    }

    /// What there is to do at this place of the tape; the place becomes that of the last step it does.
    fn work<'a>(
        &self,
        at: &mut usize,
        plan: &[Plan],
        inputs: &'a [Along],
        start: usize,
        registers: &'a [Register],
        moves: &'a [Register],
    ) -> Work<'a> {
        let (step, planned) = (&self.compact.steps[*at], &plan[*at]);
        if planned.joined
            && let Some(next) = self.joined(*at)
        {
            let operands = join(inputs, start, registers, [step, next]);
            if let Some((power, slope)) = planned.power {
                *at += 2;
                return Work::Power { power, line: operands, slope };
            }
            *at += 1;
            return Work::Chained { codes: [step.code, next.code], operands };
        }
        let (code, operands) = (step.code, read_three(inputs, start, registers, step.from));
        if !planned.works {
            return Work::Still { code, operands };
        }
        let moves_at = |place: Option<usize>| place.map(|place| &*moves[place]);
        let [a, b, c] = planned.from;
        Work::Moving { code, operands, by: [moves_at(a), moves_at(b), moves_at(c)] }
    }

    /// Where a·b + c begins that this step alone reads and a block may take with it in one go.
    fn line_before(&self, at: usize) -> Option<usize> {
        let begin = at.checked_sub(2)?;
        let compact = &self.compact;
        let line = compact.joined[begin] && compact.lone[begin + 1];
        let codes = [0, 1, 2].map(|i| compact.steps[begin + i].code);
        let short =
            matches!(codes, [Code::Mul, Code::Add, Code::Whole(power)] if block::is_short(power));
        (line && short).then_some(begin)
    }

    /// What there is to do for the slopes of each step, the blocks they lie in, and where that of
    /// the first root will be.
    ///
    /// What moves evenly, as 2x + 3 does, has its block filled here, once; what moves as its
    /// operand does shares its block.
    fn plan_moves(&self, inputs: &[Along], by: usize) -> (Vec<Plan>, Vec<Register>, usize) {
        let mut blocks: Vec<Register> =
            (0..=self.compact.count).map(|_| Box::new([0.0; BLOCK])).collect();
        let still = self.compact.count;
        // For each register where its slopes lie, and the slope if it is the same everywhere.
        let mut places: Vec<Option<(usize, Option<f64>)>> = vec![None; still];
        if by < self.inputs {
            blocks[by].fill(1.0);
            places[by] = Some((by, Some(1.0)));
        }
        let known = |register: u32| {
            let register = register as usize;
            match inputs.get(register) {
                Some(Along::Fixed(value)) => Some(*value),
                Some(_) => None,
                None => self.constants.get(register - self.inputs).copied(),
            }
        };
        let mut plan: Vec<Plan> = Vec::with_capacity(self.compact.steps.len());
        for (at, step) in self.compact.steps.iter().enumerate() {
            let arity = step.code.arity();
            let from = [0, 1, 2].map(|slot| {
                (slot < arity && step.code.may_pass(slot))
                    .then(|| places[step.from[slot] as usize])
                    .flatten()
            });
            let [a, b, _] = from.map(|place| place.and_then(|(_, even)| even));
            let even = match (step.code, from) {
                (Code::Add, [Some(_), Some(_), _]) => a.zip(b).map(|(a, b)| a + b),
                (Code::Sub, [Some(_), Some(_), _]) => a.zip(b).map(|(a, b)| a - b),
                (Code::Add, _) => a.or(b),
                (Code::Sub, [Some(_), ..]) => a,
                (Code::Sub, _) => b.map(|b| -b),
                (Code::Neg, _) => a.map(|a| -a),
                (Code::Mul, [Some(_), None, _]) => {
                    a.zip(known(step.from[1])).map(|(a, factor)| factor * a)
                }
                (Code::Mul, [None, Some(_), _]) => {
                    b.zip(known(step.from[0])).map(|(b, factor)| factor * b)
                }
                _ => None,
            };
            let follows = match (step.code, from) {
                (Code::Add | Code::Sub, [Some((place, _)), None, _]) => Some(place),
                (Code::Add, [None, Some((place, _)), _]) => Some(place),
                _ => None,
            };
            let moves = from.iter().any(Option::is_some);
            let to = step.to as usize;
            let mut works = moves;
            places[to] = if !moves {
                None
            } else if let Some(slope) = even {
                works = false;
                blocks.push(Box::new([slope; BLOCK]));
                Some((blocks.len() - 1, Some(slope)))
            } else {
                works = follows != Some(to);
                Some((to, None))
            };
            if let (Code::Whole(power), [Some((_, Some(slope))), ..]) = (step.code, from)
                && let Some(line) = self.line_before(at)
            {
                plan[line].power = Some((power, slope));
            }
            let from = from.map(|place| place.map(|(place, _)| place));
            plan.push(Plan { from, to, works, joined: false, power: None });
        }
        for at in 1..plan.len() {
            plan[at - 1].joined = !plan[at - 1].works && !plan[at].works;
        }
        let end = self.compact.roots.first().and_then(|&root| places[root as usize]);
        (plan, blocks, end.map_or(still, |(place, _)| place))
    }
}

/// What is to be done for the slopes of a step.
struct Plan {
    /// Where those of its operands lie; still operands have none.
    from: [Option<usize>; 3],
    /// Where its own go.
    to: usize,
    /// Whether they have to be computed.
    works: bool,
    /// Whether the next step may take it in: neither has slopes to compute.
    joined: bool,
    /// With the next one it makes a·b + c, which moves evenly, and which the one after that raises to
    /// this power: all three go together. How fast it moves.
    power: Option<(i32, f64)>,
}

/// What is to be computed for a block.
enum Work<'a> {
    /// A step's results: what it has for slopes is there, or nothing.
    Still { code: Code, operands: [&'a Block; 3] },
    /// Those of a step and of the one that takes it in.
    Chained { codes: [Code; 2], operands: [&'a Block; 3] },
    /// A step's results and slopes, from its operands and theirs.
    Moving { code: Code, operands: [&'a Block; 3], by: [Option<&'a Block>; 3] },
    /// Results and slopes of a power of a·b + c, which moves evenly.
    Power { power: i32, line: [&'a Block; 3], slope: f64 },
}

impl Work<'_> {
    /// Does it; whether all results and slopes are numbers, for sure.
    fn run(self, result: &mut Block, moved: &mut Block, partials: &mut [Box<Block>; 2]) -> bool {
        match self {
            Work::Still { code, operands } => block::values(code, operands, result),
            Work::Chained { codes: [first, second], operands } => {
                block::chained(first, second, operands, result);
            }
            Work::Moving { code, operands, by } => {
                match block::moving(code, operands, [by[0], by[1]], result, moved) {
                    Some(numbers) => return numbers,
                    None => advance(code, operands, by, result, moved, partials),
                }
            }
            Work::Power { power, line, slope } => {
                return block::power_of_line(power, line, slope, result, moved);
            }
        }
        false
    }
}

/// A step's results and slopes where there is no quick way.
fn advance(
    code: Code,
    operands: [&Block; 3],
    by: [Option<&Block>; 3],
    result: &mut Block,
    moved: &mut Block,
    partials: &mut [Box<Block>; 2],
) {
    match (code, by) {
        (Code::Select | Code::Compare(_), _) => {
            for i in 0..BLOCK {
                let operands = operands.map(|block| block[i]);
                result[i] = code.value(operands);
                let taken = if operands[0] != 0.0 { 1 } else { 2 };
                let by = by[taken].filter(|_| code == Code::Select);
                moved[i] = by.map_or(0.0, |by| by[i]);
            }
        }
        (Code::Add | Code::Sub, [Some(by), ..] | [None, Some(by), _]) => {
            // It moves as its operand does, whose block is still needed.
            block::values(code, operands, result);
            moved.copy_from_slice(by);
        }
        (code, by) => {
            block::partials(code, operands, result, partials);
            let [by_a, by_b] = partials;
            match by {
                [Some(da), Some(db), _] => {
                    block::product(by_a, da, moved);
                    block::more(moved, More::Product(by_b, db));
                }
                [Some(da), ..] => block::product(by_a, da, moved),
                [_, Some(db), _] => block::product(by_b, db, moved),
                _ => moved.fill(0.0),
            }
        }
    }
}
