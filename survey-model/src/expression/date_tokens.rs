//! The pieces that the text of a date is read in.

use super::numbers;
use std::ops::RangeInclusive;
use std::str::Chars;

/// A piece of the text of a date.
#[derive(Clone, Copy)]
pub(super) enum Token {
    Number {
        value: i64,
        n_digits: usize,
    },
    /// Letters and whatever else sorts after them: the first three in lower case, zeros if there are fewer.
    Word {
        start: [u8; 3],
        length: usize,
    },
    /// One of `: + - . )`.
    Symbol(char),
    /// Blanks, text in parentheses, anything else.
    Other,
    End,
}

impl Token {
    pub(super) fn number(self) -> Option<i64> {
        match self {
            Token::Number { value, .. } => Some(value),
            _ => None,
        }
    }

    /// Returns the number, if it is written with so many digits.
    pub(super) fn digits(self, wanted: usize) -> Option<i64> {
        match self {
            Token::Number { value, n_digits } if n_digits == wanted => Some(value),
            _ => None,
        }
    }

    /// Reads the number as digits behind a point of seconds; what is beyond milliseconds is cut off.
    pub(super) fn milliseconds(self) -> Option<i64> {
        let Token::Number { mut value, n_digits } = self else {
            return None;
        };
        for _ in n_digits..3 {
            value *= 10;
        }
        for _ in 3..n_digits.min(9) {
            value /= 10;
        }
        Some(value)
    }
}

/// The tokens of a text, one of them known ahead.
pub(super) struct Tokens<'t> {
    rest: Chars<'t>,
    ahead: Token,
    ahead_is_blank: bool,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut tokens = Tokens { rest: text.chars(), ahead: Token::End, ahead_is_blank: false };
        tokens.next();
        tokens
    }

    pub(super) fn peek(&self) -> Token {
        self.ahead
    }

    pub(super) fn is_before_blank(&self) -> bool {
        self.ahead_is_blank
    }

    pub(super) fn skip(&mut self, symbol: char) -> bool {
        let found = matches!(self.ahead, Token::Symbol(ahead) if ahead == symbol);
        if found {
            self.next();
        }
        found
    }

    pub(super) fn expect(&mut self, symbol: char) -> Option<()> {
        self.skip(symbol).then_some(())
    }

    pub(super) fn two_digits(&mut self, range: RangeInclusive<i64>) -> Option<i64> {
        let number = self.ahead.digits(2).filter(|number| range.contains(number))?;
        self.next();
        Some(number)
    }

    pub(super) fn next(&mut self) -> Token {
        let token = self.ahead;
        self.ahead = self.scan();
        token
    }

    fn char_ahead(&self) -> Option<char> {
        self.rest.clone().next()
    }

    fn scan(&mut self) -> Token {
        self.ahead_is_blank = self.char_ahead().is_some_and(numbers::is_blank);
        match self.char_ahead() {
            None => Token::End,
            Some('0'..='9') => self.scan_number(),
            Some(symbol @ (':' | '+' | '-' | '.' | ')')) => {
                self.rest.next();
                Token::Symbol(symbol)
            }
            Some('(') => {
                self.skip_parentheses();
                Token::Other
            }
            Some(letter) if is_word(letter) => self.scan_word(),
            Some(_) => {
                self.rest.next();
                Token::Other
            }
        }
    }

    /// Reads digits; those beyond the ninth that counts are dropped.
    fn scan_number(&mut self) -> Token {
        let (mut value, mut n_digits, mut n_significant) = (0, 0, 0);
        while let Some(digit) = self.char_ahead().and_then(|character| character.to_digit(10)) {
            self.rest.next();
            n_digits += 1;
            if (digit > 0 || n_significant > 0) && n_significant < 9 {
                n_significant += 1;
                value = value * 10 + i64::from(digit);
            }
        }
        Token::Number { value, n_digits }
    }

    fn scan_word(&mut self) -> Token {
        let mut start = [0; 3];
        let mut length = 0;
        while let Some(letter) = self.char_ahead().filter(|letter| is_word(*letter)) {
            self.rest.next();
            if let Some(place) = start.get_mut(length) {
                // A character that is not ASCII is in no name; 0xff stands for all of them.
                *place =
                    u8::try_from(letter).ok().filter(u8::is_ascii).map_or(0xff, |byte| byte | 0x20);
            }
            length += 1;
        }
        Token::Word { start, length }
    }

    fn skip_parentheses(&mut self) {
        let mut depth = 0;
        for character in self.rest.by_ref() {
            match character {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
}

fn is_word(character: char) -> bool {
    character >= 'A' && !numbers::is_blank(character)
}
