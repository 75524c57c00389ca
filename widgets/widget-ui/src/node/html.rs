//! A node as HTML text, for a server and for tests without a browser.

use super::{Node, Parts};

/// The elements that have no end tag.
const VOID: [&str; 4] = ["br", "hr", "img", "input"];

impl Node {
    /// Writes the node as HTML.
    pub fn to_html(self) -> String {
        let mut html = String::new();
        self.write_html(&mut html);
        html
    }

    pub(super) fn write_html(self, html: &mut String) {
        match self {
            Node::Text(text) => escape(&text, html),
            Node::Element(element) => element.0.write_html(html),
            Node::Many(nodes) => nodes.into_iter().for_each(|node| node.write_html(html)),
            Node::Live(mut draw) => draw().write_html(html),
        }
    }
}

impl Parts {
    fn write_html(self, html: &mut String) {
        html.push('<');
        html.push_str(self.tag);
        let properties = self.properties.into_iter().filter(|(_, is_set)| *is_set);
        let properties = properties.map(|(name, _)| (name, String::new()));
        // What an area begins with stands between its tags.
        let is_area = self.tag == "textarea";
        let value = self.value.unwrap_or_default();
        let attribute = (!is_area && !value.is_empty()).then(|| ("value", value.clone()));
        for (name, value) in self.attributes.into_iter().chain(attribute).chain(properties) {
            html.push(' ');
            html.push_str(name);
            html.push_str("=\"");
            escape(&value, html);
            html.push('"');
        }
        html.push('>');
        if VOID.contains(&self.tag) {
            return;
        }
        if is_area {
            escape(&value, html);
        }
        self.children.into_iter().for_each(|child| child.write_html(html));
        html.push_str("</");
        html.push_str(self.tag);
        html.push('>');
    }
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::node::{el, live, nothing};

    #[test]
    fn text_and_attributes_are_escaped() {
        let node = el("p").attr("title", "a \"b\" & c").child("1 < 2").child(nothing());
        let html = r#"<p title="a &quot;b&quot; &amp; c">1 &lt; 2</p>"#;
        assert_eq!(crate::node::Node::from(node).to_html(), html);
    }

    #[test]
    fn flags_and_properties_are_there_or_not() {
        let input = |on| el("input").flag("disabled", on).property("checked", on);
        let typed = |tag| el(tag).value("<1").into();
        let html_of_typed = r#"<input value="&lt;1"><textarea>&lt;1</textarea>"#;
        assert_eq!(
            crate::node::Node::from(vec![typed("input"), typed("textarea")]).to_html(),
            html_of_typed
        );
        let many = vec![input(true).into(), input(false).into(), live(|| "x".into())];
        let html = r#"<input disabled="" checked=""><input>x"#;
        assert_eq!(crate::node::Node::from(many).to_html(), html);
    }
}
