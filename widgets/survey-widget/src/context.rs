//! A widget's state, and how it is reached: by a [`Handle`] to change it, by a [`Scene`] to draw it.

use crate::api::ApiError;
use crate::focus;
use crate::load::draft_key;
use crate::options::Options;
use crate::place::Place;
use crate::session::Session;
use crate::wording::Wording;
use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::*;
use std::rc::Rc;
use survey_model::interview::Interview;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::ShadowRoot;
use widget_ui::{json, storage};

/// What lies outside of the widget. On a server there is none of it but the settings.
#[derive(Clone, Default)]
pub(crate) struct Surrounds {
    /// The settings.
    pub(crate) options: Options,
    /// What the widget is drawn in.
    pub(crate) root: Option<ShadowRoot>,
    /// Told of every public event.
    pub(crate) on_event: Option<Function>,
    /// Brings the words of a language.
    pub(crate) bring_words: Option<Function>,
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

    /// Brings the words of a language, or of one that we have if we have not that; `None` if they do not come.
    pub(crate) async fn bring_words(&self, language: &str) -> Option<Rc<Wording>> {
        let bring = self.bring_words.as_ref()?;
        let brought = bring.call1(&JsValue::NULL, &JsValue::from_str(language)).ok()?;
        let file = JsFuture::from(brought.dyn_into::<Promise>().ok()?).await.ok()?;
        Wording::from_value(&json::from_js(&file)).map(Rc::new)
    }
}

/// How far a widget is.
pub(crate) enum Loading {
    /// The survey is on its way.
    Waiting,
    /// There is none to draw.
    Failed(ApiError),
    /// It is here.
    Ready(Box<Session>),
}

/// All that a widget knows.
pub(crate) struct State {
    /// How far it is.
    pub(crate) loading: Loading,
    /// What lies outside.
    pub(crate) surrounds: Surrounds,
    /// The words in use until a session brings its own.
    pub(crate) wording: Rc<Wording>,
    /// What is to be read out.
    pub(crate) announcement: String,
    n_counted: u32,
}

/// A loaded survey as it is drawn.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    /// Where the respondent is.
    pub(crate) session: &'a Session,
    /// The settings.
    pub(crate) options: &'a Options,
    /// For what the respondent does.
    pub(crate) handle: Handle,
    /// Which row of which question is being drawn, if not the page itself.
    pub(crate) place: Place,
}

impl<'a> Scene<'a> {
    /// Returns the words in use.
    pub(crate) fn wording(self) -> &'a Wording {
        self.session.wording()
    }

    /// Returns what is asked here, with its answers.
    pub(crate) fn interview(self) -> &'a Interview {
        self.place.look(self.session.interview())
    }

    /// Returns an id that no other widget of the page has.
    pub(crate) fn id(self, name: &str) -> String {
        self.options.id(name)
    }

    /// Returns the id of a question (`q`) or panel (`p`) that stands here.
    pub(crate) fn id_here(self, kind: &str, index: usize) -> String {
        self.id(&self.place.id_of(kind, index))
    }
}

/// A handle on a widget's state; cheap to copy.
///
/// One signal holds all of it, and one live part draws all of it: a signal for each thing that can change brought
/// code of its own for each, a fifth of the module.
#[derive(Clone, Copy)]
pub(crate) struct Handle(RwSignal<State, LocalStorage>);

impl Handle {
    /// Holds a widget's state for as long as the reactive owner at hand lives.
    pub(crate) fn new(surrounds: Surrounds, wording: Rc<Wording>) -> Self {
        Handle(RwSignal::new_local(State {
            loading: Loading::Waiting,
            surrounds,
            wording,
            announcement: String::new(),
            n_counted: 0,
        }))
    }

    /// Draws the state, and follows its changes.
    pub(crate) fn draw<T>(self, draw: impl FnOnce(&State) -> T) -> T {
        self.0.with(draw)
    }

    /// Changes the state; `None` after the widget was removed.
    #[inline(never)]
    fn update(self, change: &mut dyn FnMut(&mut State)) -> Option<()> {
        self.0.try_update(|state| change(state))
    }

    /// Reads or changes the state without drawing it anew; `None` after the widget was removed.
    #[inline(never)]
    fn reach(self, reach: &mut dyn FnMut(&mut State)) -> Option<()> {
        self.0.try_update_untracked(|state| reach(state))
    }

    /// Returns what loading starts with; `None` after the widget was removed.
    pub(crate) fn starting_point(self) -> Option<(Surrounds, Rc<Wording>)> {
        let mut found = None;
        self.update(&mut |state| {
            state.loading = Loading::Waiting;
            found = Some((state.surrounds.clone(), state.wording.clone()));
        })?;
        found
    }

    /// Says how far the widget is.
    pub(crate) fn set_loading(self, loading: Loading) -> Option<()> {
        let mut loading = Some(loading);
        self.update(&mut |state| state.loading = loading.take().unwrap_or(Loading::Waiting))?;
        self.keep_draft();
        Some(())
    }

    /// Changes the session; `None` after the widget was removed.
    pub(crate) fn change<T>(self, change: impl FnOnce(&mut Session) -> T) -> Option<T> {
        let result = self.pass(change);
        self.keep_draft();
        result
    }

    /// Changes of the session what no draft keeps; `None` after the widget was removed.
    pub(crate) fn pass<T>(self, change: impl FnOnce(&mut Session) -> T) -> Option<T> {
        let (mut change, mut result) = (Some(change), None);
        self.update(&mut |state| {
            if let (Loading::Ready(session), Some(change)) = (&mut state.loading, change.take()) {
                result = Some(change(session));
            }
        })?;
        result
    }

    /// Reads the session; `None` after the widget was removed.
    pub(crate) fn peek<T>(self, peek: impl FnOnce(&Session) -> T) -> Option<T> {
        let (mut peek, mut result) = (Some(peek), None);
        self.reach(&mut |state| {
            if let (Loading::Ready(session), Some(peek)) = (&state.loading, peek.take()) {
                result = Some(peek(session));
            }
        })?;
        result
    }

    /// Returns what lies outside; `None` after the widget was removed.
    pub(crate) fn surrounds(self) -> Option<Surrounds> {
        let mut surrounds = None;
        self.reach(&mut |state| surrounds = Some(state.surrounds.clone()))?;
        surrounds
    }

    /// Returns an id that no other widget of the page has.
    pub(crate) fn id(self, name: &str) -> String {
        let mut id = String::new();
        self.reach(&mut |state| id = state.surrounds.options.id(name));
        id
    }

    /// Draws what has not changed, as it is once a control has lost the focus.
    pub(crate) fn redraw(self) {
        self.update(&mut |_| {});
    }

    /// Says something to those who listen rather than look.
    pub(crate) fn announce(self, sentence: String) {
        self.update(&mut |state| state.announcement.clone_from(&sentence));
    }

    /// Counts what is to be counted out, and returns the number of this count.
    pub(crate) fn count(self) -> u32 {
        let mut count = 0;
        self.reach(&mut |state| {
            state.n_counted += 1;
            count = state.n_counted;
        });
        count
    }

    /// Tells whether nothing has been counted since.
    pub(crate) fn is_last_count(self, count: u32) -> bool {
        let mut is_last = false;
        self.reach(&mut |state| is_last = state.n_counted == count);
        is_last
    }

    /// Tells the page around of an event.
    pub(crate) fn emit(self, event: &str, details: &[(&str, JsValue)]) {
        if let Some(surrounds) = self.surrounds() {
            surrounds.emit(event, details);
        }
    }

    /// Keeps what is under way in the tab's storage, and forgets it when all is said.
    fn keep_draft(self) {
        let (Some(draft), Some(surrounds)) = (self.peek(Session::draft), self.surrounds()) else {
            return;
        };
        let key = draft_key(&surrounds.options);
        match draft {
            Some(draft) => storage::save(&key, &json::print(&draft.to_value())),
            None => storage::remove(&key),
        }
    }

    /// Moves the focus, once what is being changed has been drawn, and brings its question into view.
    pub(crate) fn focus(self, id: String) {
        self.refocus(id, true);
    }

    /// Moves the focus along with what has moved on the page.
    pub(crate) fn follow(self, id: String) {
        self.refocus(id, false);
    }

    /// Tells whether an element of the widget, or something in it, has the focus.
    pub(crate) fn has_focus_within(self, id: &str) -> bool {
        let Some(root) = self.surrounds().and_then(|surrounds| surrounds.root) else {
            return false;
        };
        let focused = root.active_element();
        root.get_element_by_id(id).is_some_and(|it| it.contains(focused.as_deref()))
    }

    fn refocus(self, id: String, shows_question: bool) {
        if let Some(root) = self.surrounds().and_then(|surrounds| surrounds.root) {
            focus::later(root, id, shows_question);
        }
    }
}
