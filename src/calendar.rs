//! Civil time in UTC from milliseconds since the Unix epoch.

use crate::contract::Millis;
use crate::value::{Object, Str, Value};

const DAY: u64 = 86_400_000;

/// A moment, taken apart.
pub struct Moment {
    year: u64,
    month: u64,
    day: u64,
    /// 0 for Sunday.
    weekday: u64,
    hour: u64,
    minute: u64,
    second: u64,
    milli: u64,
}

impl Moment {
    /// The moment `at` milliseconds after the epoch.
    #[allow(clippy::arithmetic_side_effects)] // No divisor is 0 and no sum leaves the range of a Date.
    pub fn new(at: Millis) -> Self {
        let days = at / DAY;
        let rest = at % DAY;
        // Years begin in March here, so that the leap day comes last.
        let shifted = days + 719_468;
        let era = shifted / 146_097;
        let of_era = shifted % 146_097;
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * of_year + 2) / 153;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        Moment {
            year: year_of_era + era * 400 + u64::from(month <= 2),
            month,
            day: of_year - (153 * shifted_month + 2) / 5 + 1,
            weekday: (days + 4) % 7,
            hour: rest / 3_600_000,
            minute: rest / 60_000 % 60,
            second: rest / 1_000 % 60,
            milli: rest % 1_000,
        }
    }

    /// RFC 3339, as `Date.prototype.toISOString` gives it.
    pub fn iso(&self) -> Str {
        let mut text = String::with_capacity(24);
        for (number, width, after) in [
            (self.year, 4, '-'),
            (self.month, 2, '-'),
            (self.day, 2, 'T'),
            (self.hour, 2, ':'),
            (self.minute, 2, ':'),
            (self.second, 2, '.'),
            (self.milli, 3, 'Z'),
        ] {
            let digits = number.to_string();
            for _ in digits.len()..width {
                text.push('0');
            }
            text.push_str(&digits);
            text.push(after);
        }
        text.into()
    }

    /// `input.currentTime`.
    pub fn token(&self) -> Value {
        let parts: Object = [
            ("year", self.year),
            ("month", self.month),
            ("day", self.day),
            ("weekday", self.weekday),
            ("hour", self.hour),
            ("minute", self.minute),
            ("second", self.second),
        ]
        .into_iter()
        .map(|(key, number)| (key, Value::Number(number as f64)))
        .chain([("ISODate", Value::String(self.iso()))])
        .collect();
        parts.into()
    }
}
