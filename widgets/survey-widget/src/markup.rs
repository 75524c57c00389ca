//! The formatted texts of a definition (`html` questions, the text after completion), reduced to what is harmless.
//!
//! A definition is not trusted with the partner's page: the text is read into a small tree of allowed elements
//! without attributes, but for the address of a link. Nothing is handed to an HTML parser, so that there is
//! nothing for a policy on Trusted Types to refuse either. Pure; `parts::markup` draws the tree.

/// A piece of formatted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Plain text.
    Text(String),
    /// An allowed element.
    Element {
        /// Its tag, one of the allowed ones.
        tag: &'static str,
        /// The address of a link; empty for anything else.
        href: String,
        /// What it holds.
        children: Vec<Piece>,
    },
}

/// The elements that stay. Of any other, the text stays; of [`DROPPED`] not even that.
const ALLOWED: [&str; 18] = [
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "div",
    "em",
    "hr",
    "i",
    "li",
    "ol",
    "p",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "ul",
];

/// Headings become strong paragraphs: the levels of the page around are not the definition's to break.
const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

const DROPPED: [&str; 8] =
    ["iframe", "math", "noscript", "object", "script", "style", "svg", "template"];

const BLOCKS: [&str; 7] = ["blockquote", "div", "h", "hr", "ol", "p", "ul"];

const VOID: [&str; 2] = ["br", "hr"];

/// How deep elements may nest; beyond it, text goes to the innermost.
const DEEPEST: usize = 16;

/// Reads formatted text.
pub(crate) fn read(html: &str) -> Vec<Piece> {
    let mut reader = Reader {
        rest: html,
        open: vec![Open { tag: "", href: String::new(), children: Vec::new() }],
    };
    reader.run();
    reader.finish()
}

struct Open {
    tag: &'static str,
    href: String,
    children: Vec<Piece>,
}

struct Reader<'a> {
    rest: &'a str,
    open: Vec<Open>,
}

impl<'a> Reader<'a> {
    fn run(&mut self) {
        while !self.rest.is_empty() {
            let text_end = self.rest.find('<').unwrap_or(self.rest.len());
            let (text, rest) = self.rest.split_at(text_end);
            self.rest = rest;
            self.text(text);
            if !self.rest.is_empty() {
                self.tag();
            }
        }
    }

    fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.push(Piece::Text(unescape(text)));
        }
    }

    fn push(&mut self, piece: Piece) {
        if let Some(innermost) = self.open.last_mut() {
            innermost.children.push(piece);
        }
    }

    /// Reads from a `<` on. One that begins no tag is text.
    fn tag(&mut self) {
        if let Some(comment) = self.rest.strip_prefix("<!--") {
            self.rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            return;
        }
        let after = &self.rest[1..];
        let begins_tag =
            after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        if !begins_tag {
            self.push(Piece::Text("<".to_owned()));
            self.rest = after;
            return;
        }
        let (inside, rest) = after.split_at(tag_end(after));
        self.rest = rest.strip_prefix('>').unwrap_or(rest);
        if let Some(name) = inside.strip_prefix('/') {
            self.close(&name.trim().to_ascii_lowercase());
        } else {
            self.open(inside);
        }
    }

    fn open(&mut self, inside: &'a str) {
        let name_end = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
        let name = inside[..name_end].to_ascii_lowercase();
        if DROPPED.contains(&name.as_str()) {
            self.skip_past_end_of(&name);
        } else if let Some(tag) = kept(&name) {
            self.close_before(tag);
            let href = if tag == "a" { link(&inside[name_end..]) } else { String::new() };
            if VOID.contains(&tag) || self.open.len() > DEEPEST {
                let children = Vec::new();
                if VOID.contains(&tag) {
                    self.push(Piece::Element { tag, href, children });
                }
            } else {
                self.open.push(Open { tag, href, children: Vec::new() });
            }
        }
    }

    /// Ends what ends without an end tag: a paragraph before the next block, an item before the next item.
    fn close_before(&mut self, tag: &str) {
        let innermost = self.open.last().map_or("", |open| open.tag);
        let ends = match innermost {
            "p" => BLOCKS.contains(&tag),
            "li" => tag == "li",
            _ => false,
        };
        if ends {
            self.close_innermost();
        }
    }

    fn skip_past_end_of(&mut self, name: &str) {
        let end = ["</", name].concat();
        let lower = self.rest.to_ascii_lowercase();
        self.rest = match lower.find(&end) {
            Some(place) => self.rest[place..].split_once('>').map_or("", |(_, rest)| rest),
            None => "",
        };
    }

    fn close(&mut self, name: &str) {
        let Some(tag) = kept(name) else { return };
        let Some(place) = self.open.iter().rposition(|open| open.tag == tag) else { return };
        while self.open.len() > place {
            self.close_innermost();
        }
    }

    fn close_innermost(&mut self) {
        if let Some(Open { tag, href, children }) = self.open.pop() {
            self.push(Piece::Element { tag, href, children });
        }
    }

    fn finish(mut self) -> Vec<Piece> {
        while self.open.len() > 1 {
            self.close_innermost();
        }
        self.open.pop().map(|root| root.children).unwrap_or_default()
    }
}

/// The tag under which an element is drawn; `None` if only its text stays.
fn kept(name: &str) -> Option<&'static str> {
    if HEADINGS.contains(&name) {
        // A heading's own end tag must find it again, and no definition nests one in another.
        return Some("h");
    }
    ALLOWED.iter().find(|it| **it == name).copied()
}

/// Where a tag ends: at the first `>` outside quotes.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (place, c) in tag.char_indices() {
        match (quote, c) {
            (None, '>') => return place,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    tag.len()
}

/// The address of a link, if it is one to follow: http, https, mailto or tel.
fn link(attributes: &str) -> String {
    let lower = attributes.to_ascii_lowercase();
    let value = lower.find("href").and_then(|place| {
        let after = attributes[place + 4..].trim_start().strip_prefix('=')?.trim_start();
        match after.chars().next()? {
            quote @ ('"' | '\'') => after[1..].split(quote).next(),
            _ => after.split(|c: char| c.is_whitespace() || c == '>').next(),
        }
    });
    let href = unescape(value.unwrap_or_default()).trim().to_owned();
    let scheme = href.to_ascii_lowercase();
    let safe = ["https://", "http://", "mailto:", "tel:"].iter().any(|it| scheme.starts_with(it));
    if safe { href } else { String::new() }
}

/// Replaces character references; one that is not known stays as it is written.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut parts = text.split('&');
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let named = part.split_once(';').and_then(|(name, rest)| Some((reference(name)?, rest)));
        if let Some((character, rest)) = named {
            plain.push(character);
            plain.push_str(rest);
        } else {
            plain.push('&');
            plain.push_str(part);
        }
    }
    plain
}

fn reference(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Prints a tree so that a wrong one is easy to see: `p(text)`, `a[href](text)`.
    fn print(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Element { tag, href, children } if href.is_empty() => {
                    format!("{tag}({})", print(children))
                }
                Piece::Element { tag, href, children } => {
                    format!("{tag}[{href}]({})", print(children))
                }
            })
            .collect()
    }

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(print(&read(html)), expected);
    }

    #[test]
    fn formatting_stays() {
        check("<p>One <strong>two</strong><br>three</p>", "p(One strong(two)br()three)");
        check("<ul><li>a</li><li>b</li></ul>", "ul(li(a)li(b))");
        check("<H2 class='x'>Title</H2>text", "h(Title)text");
        check("a &lt;b&gt; &amp; &#233; &unknown; AT&T", "a <b> & é &unknown; AT&T");
        check("1 < 2 and 3 > 2", "1 < 2 and 3 > 2");
    }

    #[test]
    fn nothing_that_runs_stays() {
        check("a<script>alert('<b>x</b>')</script>b", "ab");
        check("<p onclick=\"alert(1)\">x</p>", "p(x)");
        check("<img src=x onerror=alert(1)>", "");
        check("<svg><script>1</script></svg>ok", "ok");
        check("<iframe src='https://x'>in</iframe>out", "out");
        check("<script>unfinished", "");
        check("<!-- <script> -->x", "x");
        check("<p title='>'>x</p>", "p(x)");
    }

    #[test]
    fn links_keep_only_addresses_to_follow() {
        check("<a href=\"https://x.example/?a=1&amp;b\">x</a>", "a[https://x.example/?a=1&b](x)");
        check("<a href='tel:999'>999</a>", "a[tel:999](999)");
        check("<a href='javascript:alert(1)'>x</a>", "a(x)");
        check("<a href=' jAvascript:alert(1)'>x</a>", "a(x)");
        check("<a href='&#106;avascript:alert(1)'>x</a>", "a(x)");
        check("<a href='data:text/html,x'>x</a>", "a(x)");
    }

    #[test]
    fn what_is_not_closed_or_not_opened_does_no_harm() {
        check("<p>one<p>two", "p(one)p(two)");
        check("<ul><li>one<li>two</ul>x", "ul(li(one)li(two))x");
        check("</p>x</div>", "x");
        check("<b><i>x</b>y</i>", "b(i(x))y");
        assert!(!read(&"<div>".repeat(10_000)).is_empty());
    }
}
