//! Doubles to decimal digits and back, exactly, with whole-number arithmetic only.
//!
//! It is written for size, not for speed: the standard library's tables for the same purpose are larger than this
//! module's code. Usual numbers are fast; those far from one cost more, and `cost` says how much.

use std::cmp::Ordering;

/// Steps for converting a number: the digits of one far from one are many.
pub fn cost(number: f64) -> usize {
    let exponent = (number.to_bits() >> 52 & 0x7FF) as usize;
    let distance = exponent.abs_diff(1023);
    if number == 0.0 || !number.is_finite() { 0 } else { distance.saturating_mul(distance) / 1000 }
}

/// Mantissa and power of two of a positive double.
fn parts(bits: u64) -> (u64, i32) {
    let exponent = (bits >> 52 & 0x7FF) as i32;
    let fraction = bits & 0xF_FFFF_FFFF_FFFF;
    if exponent == 0 { (fraction, -1074) } else { (fraction | 1 << 52, exponent.saturating_sub(1075)) }
}

/// All digits of a positive number, and where the decimal point stands among them.
pub fn exact(number: f64) -> (String, i32) {
    let (mantissa, power) = parts(number.to_bits());
    expand(mantissa, power)
}

/// The digits of `mantissa` × 2^`power`, without zeros at either end.
fn expand(mantissa: u64, power: i32) -> (String, i32) {
    // Powers of two below one are powers of five with the point moved: m / 2^k = m * 5^k / 10^k.
    let mut limbs = vec![(mantissa % 1_000_000_000) as u32, (mantissa / 1_000_000_000) as u32];
    let (factor, step) = if power < 0 { (5_u64, 13) } else { (2, 29) };
    let mut left = power.unsigned_abs();
    while left > 0 {
        let now = left.min(step);
        multiply(&mut limbs, factor.wrapping_pow(now));
        left = left.saturating_sub(now);
    }
    let mut digits = String::new();
    for limb in limbs.iter().rev() {
        let text = limb.to_string();
        for _ in text.len()..9 {
            digits.push('0');
        }
        digits.push_str(&text);
    }
    let digits = digits.trim_start_matches('0');
    let point = (digits.len() as i32).saturating_add(power.min(0));
    (digits.trim_end_matches('0').to_string(), point)
}

/// Multiplies a number kept as limbs of nine decimal digits, the lowest first, by less than 2^32.
fn multiply(limbs: &mut Vec<u32>, factor: u64) {
    let mut carry = 0_u64;
    for limb in limbs.iter_mut() {
        let product = u64::from(*limb).wrapping_mul(factor).wrapping_add(carry);
        *limb = (product % 1_000_000_000) as u32;
        carry = product / 1_000_000_000;
    }
    while carry > 0 {
        limbs.push((carry % 1_000_000_000) as u32);
        carry /= 1_000_000_000;
    }
}

/// The first `count` digits, the last one higher by one if `up`, and the point, which a carry may move.
pub fn cut(digits: &str, mut point: i32, count: usize, up: bool) -> (String, i32) {
    let mut digits = digits.as_bytes().to_vec();
    digits.resize(count, b'0');
    if up {
        let nines = digits.iter().rev().take_while(|digit| **digit == b'9').count();
        digits.truncate(count.saturating_sub(nines));
        match digits.last_mut() {
            Some(last) => *last = last.saturating_add(1),
            None => {
                digits.push(b'1');
                point = point.saturating_add(1);
            }
        }
        digits.resize(digits.len().max(count), b'0');
    }
    (digits.into_iter().map(char::from).collect(), point)
}

/// The fewest digits that tell a positive number from its neighbours, of these the closest, of two as close the even ones.
pub fn shortest(number: f64) -> (String, i32) {
    let (all, point) = exact(number);
    // Any fifteen digits survive the way through a normal double, so fewer than fifteen show as zeros at the end.
    let first = if number < f64::MIN_POSITIVE { 1 } else { 15 };
    let mut found = (all.clone(), point);
    for count in first..=17_usize {
        let odd = all.as_bytes().get(count.saturating_sub(1)).is_some_and(|digit| digit % 2 == 1);
        let up = match all.get(count..).unwrap_or_default().cmp("5") {
            Ordering::Less => false,
            Ordering::Equal => odd,
            Ordering::Greater => true,
        };
        // Below a power of two the doubles are closer: there the higher candidate may do where the closer one does not.
        let candidates = if up { [true, true] } else { [false, true] };
        let mut good = candidates.into_iter().map(|up| cut(&all, point, count, up));
        if let Some(candidate) = good.find(|(digits, point)| nearest(digits, *point) == number) {
            found = candidate;
            break;
        }
    }
    (found.0.trim_end_matches('0').to_string(), found.1)
}

/// Reads a decimal number without sign, such as `12.5e-3`; the text must be one.
pub fn read(text: &str) -> f64 {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let whole = whole.trim_start_matches('0');
    let digits = [whole, fraction].concat();
    let significant = digits.trim_start_matches('0');
    let leading = digits.len().saturating_sub(significant.len()) as i32;
    let sign = if exponent.starts_with('-') { -1 } else { 1 };
    let exponent = exponent.trim_start_matches(['+', '-']).parse::<i32>().unwrap_or(99_999).min(99_999);
    let point = (whole.len() as i32).saturating_sub(leading).saturating_add(exponent.saturating_mul(sign));
    nearest(significant, point)
}

/// The double nearest to 0.`digits` × 10^`point`, of two as near the even one.
fn nearest(digits: &str, point: i32) -> f64 {
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() || point < -330 {
        return 0.0;
    }
    if point > 310 {
        return f64::INFINITY;
    }
    let head = digits.get(..17).unwrap_or(digits);
    let mut guess =
        head.bytes().fold(0_u64, |value, c| value.wrapping_mul(10).wrapping_add(u64::from(c & 15))) as f64;
    let exponent = point.saturating_sub(head.len() as i32);
    let mut left = exponent.unsigned_abs();
    while left > 0 {
        let now = left.min(22);
        let power = (0..now).fold(1.0, |power, _| power * 10.0);
        guess = if exponent < 0 { guess / power } else { guess * power };
        left = left.saturating_sub(now);
    }
    // Up to here nothing was rounded more than once.
    if digits.len() <= 15 && exponent.unsigned_abs() <= 22 {
        return guess;
    }
    let mut bits = guess.min(f64::MAX).to_bits();
    // The guess is off by a few places at most.
    for _ in 0..64 {
        let odd = bits & 1 == 1;
        match beside_middle(digits, point, bits) {
            Ordering::Equal if !odd => break,
            Ordering::Equal | Ordering::Greater => {
                bits = bits.saturating_add(1);
                continue;
            }
            Ordering::Less => {}
        }
        let Some(below) = bits.checked_sub(1) else { break };
        match beside_middle(digits, point, below) {
            Ordering::Equal if !odd => break,
            Ordering::Equal | Ordering::Less => bits = below,
            Ordering::Greater => break,
        }
    }
    f64::from_bits(bits)
}

/// Compares digits with the middle between a double and the next one.
fn beside_middle(digits: &str, point: i32, bits: u64) -> Ordering {
    if bits >= f64::INFINITY.to_bits() {
        return Ordering::Less;
    }
    let (mantissa, power) = parts(bits);
    let (middle, place) = expand(mantissa.saturating_mul(2).saturating_add(1), power.saturating_sub(1));
    point.cmp(&place).then_with(|| digits.cmp(&middle))
}
