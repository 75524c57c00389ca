//! A form as a browser posts it (`multipart/form-data`, RFC 7578), read as it comes in: a file is never in memory whole.

use anyhow::{Context as _, bail, ensure};
use axum::body::{Body, BodyDataStream};
use futures_util::StreamExt as _;

/// The longest head of a part, and the longest part that is no file.
const MAX_TEXT_BYTES: usize = 20 * 1024;

/// A form that is being read.
pub(super) struct Form {
    body: BodyDataStream,
    buffer: Vec<u8>,
    /// What stands between two parts, and begins the line after the last.
    delimiter: Vec<u8>,
}

impl Form {
    /// Begins to read a body; `None` if its type is not that of a form.
    pub(super) fn begin(body: Body, content_type: &str) -> Option<Self> {
        let parameters = content_type.strip_prefix("multipart/form-data")?;
        let boundary = parameters.split(';').find_map(|it| it.trim().strip_prefix("boundary="))?;
        let boundary = boundary.trim_matches('"');
        let delimiter = [b"\r\n--", boundary.as_bytes()].concat();
        // The first delimiter has no line before it to end.
        let is_boundary = (1..=70).contains(&boundary.len());
        is_boundary.then(|| Form {
            body: body.into_data_stream(),
            buffer: b"\r\n".to_vec(),
            delimiter,
        })
    }

    /// Goes to the next part and returns its name; `None` at the end.
    pub(super) async fn next_part(&mut self) -> anyhow::Result<Option<String>> {
        // What is left of the part before this is passed over.
        while self.piece().await?.is_some() {}
        self.buffer.drain(..self.delimiter.len());
        while self.buffer.len() < 2 {
            self.fill().await?;
        }
        if self.buffer.starts_with(b"--") {
            return Ok(None);
        }
        let end = loop {
            if let Some(end) = find(&self.buffer, b"\r\n\r\n") {
                break end;
            }
            ensure!(self.buffer.len() <= MAX_TEXT_BYTES, "the head of a part is too long");
            self.fill().await?;
        };
        let head = String::from_utf8(self.buffer.drain(..end + 4).collect())?;
        let name = head
            .lines()
            .filter(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))
            .find_map(|line| line.split(';').find_map(|it| it.trim().strip_prefix("name=\"")))
            .and_then(|rest| rest.strip_suffix('"'));
        Ok(Some(name.context("a part has no name")?.to_owned()))
    }

    /// Reads the part at hand as a text.
    pub(super) async fn text(&mut self) -> anyhow::Result<String> {
        let mut text = Vec::new();
        while let Some(piece) = self.piece().await? {
            text.extend(piece);
            ensure!(text.len() <= MAX_TEXT_BYTES, "a part is too long");
        }
        Ok(String::from_utf8(text)?)
    }

    /// Reads the next piece of the part at hand; `None` at its end.
    pub(super) async fn piece(&mut self) -> anyhow::Result<Option<Vec<u8>>> {
        loop {
            match find(&self.buffer, &self.delimiter) {
                Some(0) => return Ok(None),
                Some(end) => return Ok(Some(self.buffer.drain(..end).collect())),
                None => {}
            }
            // The end of the buffer may be the beginning of a delimiter.
            let n_sure = (self.buffer.len() + 1).saturating_sub(self.delimiter.len());
            if n_sure > 0 {
                return Ok(Some(self.buffer.drain(..n_sure).collect()));
            }
            self.fill().await?;
        }
    }

    async fn fill(&mut self) -> anyhow::Result<()> {
        match self.body.next().await {
            Some(piece) => self.buffer.extend_from_slice(&piece?),
            None => bail!("the form is cut short"),
        }
        Ok(())
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::Form;
    use axum::body::{Body, Bytes};

    /// A body that comes in pieces of so many bytes.
    fn body(text: &[u8], n_bytes: usize) -> Body {
        let pieces: Vec<_> = text
            .chunks(n_bytes)
            .map(|piece| Ok::<_, std::io::Error>(Bytes::copy_from_slice(piece)))
            .collect();
        Body::from_stream(futures_util::stream::iter(pieces))
    }

    const TYPE: &str = "multipart/form-data; boundary=XyZ";

    #[tokio::test]
    async fn parts_are_read_however_they_come_in() {
        let text = b"--XyZ\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\na/b\r\n--XyZ\r\n\
            Content-Disposition: form-data; name=\"file\"; filename=\"x\"\r\nContent-Type: a/b\r\n\r\n\
            \r\n--Xy\r\n-\r\n--XyZ--\r\n";
        for n_bytes in [1, 2, 3, 7, 1_000] {
            let mut form = Form::begin(body(text, n_bytes), TYPE).unwrap();
            assert_eq!(form.next_part().await.unwrap().as_deref(), Some("key"));
            assert_eq!(form.text().await.unwrap(), "a/b");
            assert_eq!(form.next_part().await.unwrap().as_deref(), Some("file"));
            assert_eq!(form.text().await.unwrap(), "\r\n--Xy\r\n-");
            assert_eq!(form.next_part().await.unwrap(), None);
        }
    }

    #[tokio::test]
    async fn what_is_no_form_is_refused() {
        for content_type in
            ["", "text/plain", "multipart/form-data", "multipart/form-data; boundary="]
        {
            assert!(Form::begin(Body::empty(), content_type).is_none(), "{content_type}");
        }
        let head = "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n";
        let long = format!("{head}{}\r\n--XyZ--", "x".repeat(30_000));
        for text in ["", "--XyZ", "--XyZ\r\n\r\n\r\nx\r\n--XyZ--", head, long.as_str()] {
            let mut form = Form::begin(body(text.as_bytes(), 100), TYPE).unwrap();
            let read = async {
                form.next_part().await?;
                form.text().await
            };
            assert!(read.await.is_err(), "{}", &text[..text.len().min(60)]);
        }
    }
}
