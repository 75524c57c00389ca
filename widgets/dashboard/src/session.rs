//! Who is signed in: a staff token from a sign-in link, kept for this tab only.

use leptos::prelude::*;
use widget_ui::storage;

const KEY: &str = "canvass-staff-token";

/// Whether somebody is signed in.
#[derive(Clone, PartialEq, Eq)]
pub enum Session {
    /// Nobody, and why.
    SignedOut(SignedOut),
    /// The holder of a token. Whether it is any good only the staff function can tell.
    SignedIn {
        /// A JWT, as the link brought it.
        token: String,
    },
}

/// Why nobody is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedOut {
    /// No sign-in link was followed in this tab.
    NoToken,
    /// The token was good and is too old now.
    Expired,
    /// The staff function does not know the token.
    Refused,
    /// The reader signed out.
    OnRequest,
}

impl SignedOut {
    /// Says what happened; empty if nothing did.
    pub fn explain(self) -> &'static str {
        match self {
            SignedOut::NoToken => "",
            SignedOut::Expired => "Your sign-in has expired.",
            SignedOut::Refused => {
                "The sign-in link was not accepted. It may be damaged or meant for another system."
            }
            SignedOut::OnRequest => "You have signed out.",
        }
    }
}

/// The session, shared by every page.
#[derive(Clone, Copy)]
pub struct SessionSignal(RwSignal<Session>);

impl SessionSignal {
    /// Returns the session and follows its changes.
    pub fn get(self) -> Session {
        self.0.get()
    }

    /// Signs in with a token.
    pub fn sign_in(self, token: String) {
        keep(&token);
        self.0.set(Session::SignedIn { token });
    }

    /// Signs out and forgets the token.
    pub fn sign_out(self, reason: SignedOut) {
        storage::remove(KEY);
        self.0.set(Session::SignedOut(reason));
    }
}

/// Makes the session known to every page below.
pub fn provide_session(session: Session) -> SessionSignal {
    let signal = SessionSignal(RwSignal::new(session));
    provide_context(signal);
    signal
}

/// Returns the session.
///
/// # Panics
/// Outside of [`crate::app::App`], which provides it.
pub fn use_session() -> SessionSignal {
    use_context().expect("the app provides the session")
}

/// Returns the token that this tab kept.
pub fn kept() -> Option<String> {
    storage::load(KEY)
}

/// Keeps a token for this tab.
pub fn keep(token: &str) {
    storage::save(KEY, token);
}
