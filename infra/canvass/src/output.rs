//! What the command says: results on standard output, progress on standard error.
//!
//! Lines are written whole under the stream's lock, so that those of several tasks do not mix. A closed pipe
//! (`canvass … | head`) is no error of ours and is ignored.

use std::fmt::Display;
use std::io::Write as _;

/// Prints one line of a result.
pub(crate) fn result(line: impl Display) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

/// Tells the person at the terminal what is going on.
pub(crate) fn progress(line: impl Display) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}
