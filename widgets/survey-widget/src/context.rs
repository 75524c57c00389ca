//! The session as the components reach it.

use crate::draft::Draft;
use crate::focus;
use crate::options::Options;
use crate::session::Session;
use crate::wording::Wording;
use js_sys::{Function, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::ShadowRoot;

/// What lies outside of the widget. On a server there is neither root nor listener.
#[derive(Clone, Default)]
pub(crate) struct Surrounds {
    /// The settings.
    pub(crate) options: Options,
    /// What the widget is drawn in.
    pub(crate) root: Option<ShadowRoot>,
    /// Told of every public event.
    pub(crate) on_event: Option<Function>,
}

impl Surrounds {
    /// Tells the page around of an event. The details never hold an answer.
    pub(crate) fn emit(&self, event: &str, details: &[(&str, JsValue)]) {
        let Some(listener) = &self.on_event else { return };
        let object = Object::new();
        for (key, value) in details {
            // Setting a member of a plain object cannot fail.
            let _ = Reflect::set(&object, &JsValue::from_str(key), value);
        }
        // A listener that throws is the page's own fault and must not stop the survey.
        let _ = listener.call2(&JsValue::NULL, &JsValue::from_str(event), &object);
    }
}

/// A handle on the session; cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct SessionHandle {
    session: RwSignal<Session, LocalStorage>,
    surrounds: StoredValue<Surrounds, LocalStorage>,
    announcement: RwSignal<String>,
    n_counted: StoredValue<u32>,
}

impl SessionHandle {
    /// Holds a session for as long as the reactive owner at hand lives.
    pub(crate) fn new(session: Session, surrounds: Surrounds) -> Self {
        SessionHandle {
            session: RwSignal::new_local(session),
            surrounds: StoredValue::new_local(surrounds),
            announcement: RwSignal::new(String::new()),
            n_counted: StoredValue::new(0),
        }
    }

    /// Reads the session, and follows its changes where that is tracked.
    pub(crate) fn read<T>(self, read: impl FnOnce(&Session) -> T) -> T {
        self.session.with(read)
    }

    /// Reads the session once.
    pub(crate) fn peek<T>(self, read: impl FnOnce(&Session) -> T) -> T {
        self.session.with_untracked(read)
    }

    /// Changes the session; `None` after the widget was removed.
    pub(crate) fn change<T>(self, change: impl FnOnce(&mut Session) -> T) -> Option<T> {
        self.session.try_update(change)
    }

    /// Follows a part of the session.
    pub(crate) fn follow<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&Session) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.read(&read))
    }

    /// Returns the widget's own words, following the language.
    pub(crate) fn wording(self) -> &'static Wording {
        self.read(|session| Wording::of(session.language()))
    }

    /// Returns the settings.
    pub(crate) fn options<T>(self, read: impl FnOnce(&Options) -> T) -> T {
        self.surrounds.with_value(|surrounds| read(&surrounds.options))
    }

    /// Returns an id that no other widget of the page has.
    pub(crate) fn id(self, name: &str) -> String {
        self.options(|options| [options.prefix.as_str(), "-", name].concat())
    }

    /// Says something to those who listen rather than look.
    pub(crate) fn announce(self, sentence: String) {
        self.announcement.try_set(sentence);
    }

    /// Counts what is to be counted out, and returns the number of this count; `None` after the widget was removed.
    pub(crate) fn count(self) -> Option<u32> {
        self.n_counted.try_update_value(|n| {
            *n += 1;
            *n
        })
    }

    /// Tells whether nothing has been counted since.
    pub(crate) fn is_last_count(self, count: u32) -> bool {
        self.n_counted.try_get_value() == Some(count)
    }

    /// Returns what is to be read out, and follows it.
    pub(crate) fn announcement(self) -> String {
        self.announcement.get()
    }

    /// Tells the page around of an event.
    pub(crate) fn emit(self, event: &str, details: &[(&str, JsValue)]) {
        self.surrounds.try_with_value(|surrounds| surrounds.emit(event, details));
    }

    /// Returns what lies outside; `None` after the widget was removed.
    pub(crate) fn surrounds(self) -> Option<Surrounds> {
        self.surrounds.try_get_value()
    }

    /// Returns what the tab should keep.
    pub(crate) fn draft(self) -> Option<Draft> {
        self.read(Session::draft)
    }

    /// Moves the focus, once what is being changed has been drawn.
    pub(crate) fn focus(self, id: String) {
        if let Some(root) = self.surrounds().and_then(|surrounds| surrounds.root) {
            focus::later(root, id);
        }
    }
}
