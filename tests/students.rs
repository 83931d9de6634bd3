//! Exercises drawn by the thousand, and simulated students who work through them.

use chainrule::practice::{
    Judge, Problem, SKILLS, Skill, Status, Verdict, check, check_steps, exercise, hint, slipped,
};
use chainrule::real::Random;
use chainrule::rules::{Group, mistakes};

/// How many seeds a simulation takes: `STUDENT_SEEDS=50` is the full number.
fn seeds(few: u64) -> u64 {
    std::env::var("STUDENT_SEEDS").ok().and_then(|n| n.parse().ok()).unwrap_or(few)
}

#[test]
fn every_draw_is_worth_asking() {
    // `PRACTICE_DRAWS=1000` is the full number.
    let draws = std::env::var("PRACTICE_DRAWS").ok().and_then(|n| n.parse().ok()).unwrap_or(12u64);
    let mut refused = Vec::new();
    for skill in SKILLS {
        for level in 1..=3 {
            for seed in 0..draws.div_ceil(3) {
                let Some(drawn) = exercise(skill.id, level, seed) else {
                    refused.push(format!("{} {level}", skill.id));
                    break;
                };
                assert_eq!(drawn, exercise(skill.id, level, seed).unwrap());
                let judge = Judge::new(&drawn.problem).unwrap();
                let solution = judge.solution();
                let verdict = check(&solution, &drawn.problem).unwrap();
                assert_eq!(
                    verdict.status,
                    Status::Correct,
                    "{}: {:?} solved by {solution}: {verdict:?}",
                    drawn.id,
                    drawn.problem
                );
            }
        }
    }
    assert!(refused.is_empty(), "no draw for {refused:?}");
}

/// Whoever practises goes on: few problems come back.
#[test]
fn draws_are_of_many_kinds() {
    for skill in SKILLS {
        for level in 1..=3 {
            let drawn = (1..=50).filter_map(|seed| exercise(skill.id, level, seed));
            let mut seen: Vec<String> = drawn.map(|drawn| format!("{:?}", drawn.problem)).collect();
            seen.sort();
            seen.dedup();
            assert!(seen.len() >= 19, "{} {level}: {} of 50", skill.id, seen.len());
        }
    }
}

/// All numbers of a text, without their signs.
fn numbers(text: &str) -> Vec<f64> {
    let parts = text.split(|c: char| !(c.is_ascii_digit() || c == '.'));
    parts.filter_map(|part| part.trim_end_matches('.').parse().ok()).collect()
}

#[test]
fn no_draw_and_no_hint_has_the_answer_in_it_by_chance() {
    let mut told = Vec::new();
    for skill in SKILLS {
        for seed in 0..seeds(2) * 3 {
            let Some(drawn) = exercise(skill.id, 1 + (seed % 3) as u32, 40 + seed) else {
                continue;
            };
            let problem = drawn.problem;
            assert!(!format!(" {}", problem.function).contains(" 1x"), "{}", problem.function);
            let solution = Judge::new(&problem).unwrap().solution();
            let Ok(answer) = solution.parse::<f64>() else { continue };
            let said =
                (1..=3).map(|rung| hint(&problem, rung, &[]).unwrap()).map(|hint| hint.message);
            // ReLU's slope is its factor, whatever else is drawn.
            let plain = skill.id != "relu" && !problem.function.contains("relu");
            for sentence in said.chain([drawn.prompt]) {
                if plain && numbers(&sentence).contains(&answer.abs()) {
                    told.push(format!("{} {}: {answer}: {sentence}", drawn.id, problem.function));
                }
            }
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn a_seed_gives_the_same_exercise_for_ever() {
    // Seeds live in links: these must not change.
    for (skill, level, seed, drawn, function) in [
        ("chain-1", 1, 7, "chain-1", "(7x + 2)^3"),
        ("product", 2, 1, "product", "2x^5 sin(x)"),
        ("neuron", 1, 42, "neuron", "(w x + b - y)^2"),
        ("mixed", 2, 3, "implicit", "x^2 + 8x y = 3"),
    ] {
        let exercise = exercise(skill, level, seed).unwrap();
        assert_eq!((exercise.skill, exercise.problem.function.as_str()), (drawn, function));
    }
    let mut at = exercise("neuron", 1, 42).unwrap().problem.at;
    at.sort_by(|a, b| a.0.cmp(&b.0));
    let numbers: Vec<f64> = at.iter().map(|(_, value)| *value).collect();
    assert_eq!(numbers, [-0.2, 1.8, 2.1, 8.0]);
}

/// The skill that practises against a mistake.
fn skill_of(id: &str) -> Option<&'static Skill> {
    SKILLS.iter().find(|skill| skill.targets.contains(&id) && skill.id != "slope")
}

fn named(verdict: &Verdict, id: &str) -> bool {
    verdict.mistake.as_ref().is_some_and(|mistake| mistake.id == id)
}

/// The page's order: four of the first level, four of the second, then the third.
fn level_of(place: u64) -> u32 {
    (1 + place / 4).min(3) as u32
}

#[test]
fn a_mistake_that_is_made_is_soon_named() {
    let students = seeds(6);
    let (mut always, mut half, mut of_always, mut of_half) = (0, 0, 0, 0);
    let mut missed = Vec::new();
    for mistake in &mistakes().rows {
        if matches!(mistake.group, Group::Learning | Group::Descent) {
            continue;
        }
        let Some(skill) = skill_of(mistake.id) else {
            panic!("no skill is about {}", mistake.id);
        };
        for student in 0..students {
            let mut coin = Random::new(student ^ 0x5eed);
            let (mut seen_always, mut seen_half) = (false, false);
            for place in 0..8 {
                let drawn = exercise(skill.id, level_of(place), student * 100 + place).unwrap();
                let wrong = slipped(&drawn.problem, mistake.id).unwrap();
                let slips = coin.bits() & 1 == 1;
                let Some(wrong) = wrong else { continue };
                let hit = || named(&check(&wrong, &drawn.problem).unwrap(), mistake.id);
                if place < 4 && !seen_always {
                    seen_always = hit();
                }
                if slips && !seen_half {
                    seen_half = hit();
                }
            }
            of_always += 1;
            of_half += 1;
            always += u32::from(seen_always);
            half += u32::from(seen_half);
            if !seen_always {
                let drawn = exercise(skill.id, 1, student * 100).unwrap();
                let wrong = slipped(&drawn.problem, mistake.id).unwrap();
                missed.push(format!(
                    "{} on {}: {wrong:?} {:?}",
                    mistake.id,
                    drawn.problem.function,
                    wrong.as_ref().map(|wrong| check(wrong, &drawn.problem).unwrap())
                ));
            }
        }
    }
    println!("always: {always} of {of_always}; half the time: {half} of {of_half}");
    println!("{}", missed.join("\n"));
    assert!(always * 100 >= of_always * 95);
    assert!(half * 100 >= of_half * 90);
}

#[test]
fn a_student_without_mistakes_is_never_told_of_one() {
    let mut told = Vec::new();
    for seed in 0..seeds(6) * 200 {
        let skill = &SKILLS[seed as usize % SKILLS.len()];
        let Some(drawn) = exercise(skill.id, 1 + (seed % 3) as u32, 5000 + seed) else { continue };
        let mut judge = Judge::new(&drawn.problem).unwrap();
        let solution = judge.solution();
        let forms = match (
            drawn.problem.at.is_empty(),
            solution.starts_with('(') && solution.contains(','),
        ) {
            (true, false) => {
                vec![solution.clone(), format!("2*({solution})/2"), format!("y' = {solution}")]
            }
            _ => vec![solution.clone()],
        };
        for form in forms {
            let verdict = judge.check(&form);
            if verdict.mistake.is_some()
                || !matches!(verdict.status, Status::Correct | Status::Unfinished)
            {
                told.push(format!("{}: {form}: {verdict:?}", drawn.problem.function));
            }
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn a_student_who_guesses_is_seldom_told_of_a_mistake() {
    let mut random = Random::new(99);
    let (mut told, mut all) = (0, 0);
    let mut said = Vec::new();
    for seed in 0..seeds(6) * 150 {
        let skill = &SKILLS[seed as usize % SKILLS.len()];
        let Some(drawn) = exercise(skill.id, 1, 9000 + seed) else { continue };
        if !drawn.problem.at.is_empty() || drawn.problem.variable != "x" || skill.id == "implicit" {
            continue;
        }
        let mut n = |most: u64| 2 + random.bits() % most;
        let shapes = [
            format!("{}x^{}", n(30), n(8)),
            format!("{}sin({}x)", n(20), n(9)),
            format!("{}cos({}x) + {}", n(20), n(9), n(20)),
            format!("{}e^({}x)", n(20), n(9)),
            format!("({}x + {})^{}", n(20), n(9), n(6)),
            format!("{}x + {}", n(20), n(20)),
            format!("{}/({}x + {})", n(20), n(9), n(9)),
            format!("x^{}*ln({}x)", n(8), n(9)),
        ];
        let guess = &shapes[(random.bits() % 8) as usize];
        let verdict = check(guess, &drawn.problem).unwrap();
        if verdict.status == Status::Correct {
            continue;
        }
        all += 1;
        if let Some(mistake) = verdict.mistake {
            told += 1;
            said.push(format!("{}: {guess}: {}", drawn.problem.function, mistake.id));
        }
    }
    println!("{told} of {all}: {said:#?}");
    assert!(told * 100 <= all * 3);
}

fn problem(function: &str) -> Problem {
    Problem { function: function.into(), variable: "x".into(), ..Problem::default() }
}

fn statuses(function: &str, lines: &[&str]) -> (Vec<Status>, bool) {
    let lines: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
    let working = check_steps(&lines, &problem(function)).unwrap();
    for (line, verdict) in lines.iter().zip(&working.lines) {
        println!("{line}: {:?} {}", verdict.status, verdict.message);
    }
    (working.lines.iter().map(|verdict| verdict.status).collect(), working.finished)
}

#[test]
fn a_working_is_followed_line_by_line() {
    use Status::{Correct, Unfinished, Unreadable, Wrong};
    assert_eq!(
        statuses(
            "(2x+3)^2",
            &["let u = 2x+3", "dy/du = 2u", "du/dx = 2", "dy/dx = 2u*2", "= 4(2x+3)"]
        ),
        (vec![Correct, Correct, Correct, Unfinished, Correct], true)
    );
    assert_eq!(
        statuses("(2x+3)^2", &["2(2x+3)*d/dx(2x+3)", "4(2x+3)", "8x+12"]),
        (vec![Unfinished, Correct, Correct], true)
    );
    assert_eq!(
        statuses(
            "x^2*sin(x)",
            &["d/dx(x^2)*sin(x) + x^2*d/dx(sin(x))", "2x sin(x)", "2x sin(x)", "sin("]
        ),
        (vec![Unfinished, Wrong, Wrong, Unreadable], false)
    );
    assert_eq!(statuses("x^3", &["u = 3", "du/dx = 1"]).0, [Correct, Wrong]);
}

#[test]
fn hints_point_first_and_show_last() {
    let asked = problem("(5x+2)^3");
    let rungs: Vec<_> = (1..=4).map(|rung| hint(&asked, rung, &[]).unwrap()).collect();
    for rung in &rungs {
        println!("{rung:?}");
        assert!(!rung.message.contains("15(5x + 2)^2"));
    }
    assert!(rungs[0].message.ends_with('?') || rungs[0].message.contains('?'));
    assert!(rungs[1].message.starts_with("Chain rule"));
    assert!(!rungs[2].formula.as_ref().unwrap().0.contains("(5x + 2)"));
    assert!(rungs[3].formula.as_ref().unwrap().0.contains("d/dx(5x + 2)"));
    // Where one rule is all there is, its letters are said instead of its result.
    for (function, answer) in [("x^5", "5x^4"), ("2^x", "2^x ln(2)"), ("log_5(x)", "1/(x ln(5))")] {
        let last = hint(&problem(function), 4, &[]).unwrap();
        let shown = format!("{} {}", last.message, last.formula.unwrap().0);
        assert!(last.message.contains("into the rule") && !shown.contains(answer), "{shown}");
    }
    let later = hint(&asked, 4, &["3(5x+2)^2*d/dx(5x+2)".to_owned()]).unwrap();
    assert!(later.formula.unwrap().0.starts_with("d/dx(5x + 2)"));
}
