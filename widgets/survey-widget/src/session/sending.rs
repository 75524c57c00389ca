//! Files on their way: what may be sent, what is under way, and what has become of it.

use super::Session;
use crate::complaint::{Complaint, bound};
use crate::place::Place;
use crate::wording::{ExtraWord, fill};
use survey_model::extra::of_extra;
use survey_model::questionnaire::{Question, QuestionKind};
use survey_model::rejection::{Fault, Rejection};
use survey_model::upload::{UploadedFile, is_file_name};
use survey_model::value::Value;
use survey_model::wire::UploadRequest;

/// A file that is being sent, or that could not be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sending {
    /// Tells it from all others of the session.
    pub(crate) run: u32,
    /// Where its question stands.
    place: Place,
    /// Its question there.
    index: usize,
    /// What it is called.
    pub(crate) name: String,
    /// Its media type.
    media_type: String,
    /// Why it was not sent, in the respondent's language; `None` while it is under way.
    pub(crate) failure: Option<String>,
}

/// What is known of a file before it is sent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Chosen {
    /// What it is called.
    pub(crate) name: String,
    /// Its media type; may be empty where the browser knows none.
    pub(crate) media_type: String,
    /// Its size in bytes.
    pub(crate) size_bytes: u32,
}

/// Why a file did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotSent {
    /// Larger than is taken.
    TooLarge,
    /// Of a kind that is not taken.
    WrongType,
    /// No connection, or the service is busy: the same may work later.
    Lost {
        /// What the server asked to wait, in milliseconds.
        asked_ms: Option<u32>,
    },
    /// Anything else.
    Failed,
}

impl Session {
    /// Begins to send a file as the answer, or part of it, to a question; returns its number and what to ask for. A file
    /// that is not taken is noted with the reason, and its sentence returned.
    pub(crate) fn begin_sending(
        &mut self,
        place: Place,
        index: usize,
        mut chosen: Chosen,
    ) -> Result<(u32, UploadRequest), String> {
        let type_is_known = survey_model::upload::is_media_type(&chosen.media_type);
        if !type_is_known {
            "application/octet-stream".clone_into(&mut chosen.media_type);
        }
        self.n_sendings += 1;
        let run = self.n_sendings;
        // A signature takes the place of one that was on its way.
        if matches!(self.question_at(place, index).kind, QuestionKind::SignaturePad(_)) {
            self.sendings.retain(|it| !it.is_at(place, index));
        }
        let fault = self.fault_of(place, index, &chosen);
        let failure = fault.map(|fault| self.wording.fault(fault.code(), &bound(fault)));
        self.sendings.push(Sending {
            run,
            place,
            index,
            name: chosen.name.clone(),
            media_type: chosen.media_type.clone(),
            failure: failure.clone(),
        });
        self.drop_what_passed();
        match (failure, self.beginning) {
            (Some(failure), _) => Err(failure),
            (None, None) => Err(String::new()),
            (None, Some(beginning)) => {
                let request = UploadRequest {
                    version: self.survey.version,
                    submission: beginning.id,
                    partner: self.bearer.partner.clone(),
                    path: self.path_to(place, index),
                    name: chosen.name,
                    media_type: chosen.media_type,
                    size_bytes: chosen.size_bytes,
                };
                Ok((run, request))
            }
        }
    }

    /// Takes in how the sending of a file ended, and returns what is to be said of it; `None` if nobody waits for it
    /// any more.
    pub(crate) fn end_sending(
        &mut self,
        run: u32,
        ended: Result<String, NotSent>,
    ) -> Option<String> {
        let at = self.sendings.iter().position(|it| it.run == run)?;
        let said = match ended {
            Ok(reference) => {
                let sent = self.sendings.remove(at);
                let said = fill(self.wording.extra(ExtraWord::FileSent), &[&sent.name]);
                self.keep_file(sent, &reference);
                said
            }
            Err(reason) => {
                let code = match reason {
                    NotSent::TooLarge => "file-too-large-here",
                    NotSent::WrongType => Fault::FileTypeNotAccepted.code(),
                    NotSent::Lost { .. } | NotSent::Failed => "file-not-sent",
                };
                let sentence = self.wording.fault(code, "");
                self.sendings[at].failure = Some(sentence.clone());
                sentence
            }
        };
        self.drop_what_passed();
        Some(said)
    }

    /// Notes that somebody has drawn a stroke of a signature: from now on it is on its way. Returns its number.
    pub(crate) fn lift_pen(&mut self, place: Place, index: usize) -> u32 {
        // What is complained of as being on its way still is.
        self.sendings.retain(|it| !it.is_at(place, index));
        self.n_sendings += 1;
        self.sendings.push(Sending {
            run: self.n_sendings,
            place,
            index,
            name: String::new(),
            media_type: String::new(),
            failure: None,
        });
        self.n_sendings
    }

    /// Tells whether a file is still on its way.
    pub(crate) fn is_on_its_way(&self, run: Option<u32>) -> bool {
        self.under_way().any(|it| Some(it.run) == run)
    }

    /// Forgets every file of a question that is under way or could not be sent.
    pub(crate) fn forget_sendings_at(&mut self, place: Place, index: usize) {
        self.sendings.retain(|it| !it.is_at(place, index));
        self.drop_what_passed();
    }

    /// Forgets a file that is under way or could not be sent.
    pub(crate) fn forget_sending(&mut self, run: u32) {
        self.sendings.retain(|it| it.run != run);
        self.drop_what_passed();
    }

    /// Forgets the files of a row that is about to be removed; those of later rows have one number less then.
    pub(super) fn forget_sendings_in(&mut self, place: Place, index: usize, row: usize) {
        self.sendings.retain(|it| it.place.row_within(place, index) != Some(row));
        for sending in &mut self.sendings {
            if let Some(later) = sending.place.row_within(place, index).filter(|it| *it > row) {
                sending.place = sending.place.through_row(place, later - 1);
            }
        }
        self.drop_what_passed();
    }

    /// Returns the files of a question that are under way or could not be sent.
    pub(crate) fn sendings_at(&self, place: Place, index: usize) -> impl Iterator<Item = &Sending> {
        self.sendings.iter().filter(move |it| it.is_at(place, index))
    }

    /// Complains of faults, and of every file that is still under way, of a page or of all: of its question nothing is
    /// missing yet.
    pub(super) fn with_sending(
        &self,
        faults: Vec<Rejection>,
        page: Option<usize>,
    ) -> Vec<Complaint> {
        // Only the whole module sends files.
        if of_extra(Some(())).is_none() {
            return faults.into_iter().map(Complaint::from).collect();
        }
        let is_here = |name: &&str| page.is_none() || self.page_of(name) == page;
        let names: Vec<&str> = self.names_under_way().filter(is_here).collect();
        let is_coming = |it: &Rejection| {
            if it.fault != Fault::Required {
                return false;
            }
            let at = self.interview.locate(&it.question, it.row.as_deref(), it.cell.as_deref());
            let place = Place::at(&at.steps);
            self.under_way().any(|sending| {
                sending.place == place && self.question_at(place, sending.index).name == at.question
            })
        };
        let sending = names.iter().map(|name| Complaint::still_sending((*name).to_owned()));
        let faults = faults.into_iter().filter(|it| !is_coming(it)).map(Complaint::from);
        faults.chain(sending).collect()
    }

    /// Complains no longer of files that were under way and are not any more: there is nothing to put right.
    fn drop_what_passed(&mut self) {
        let names: Vec<String> = self.names_under_way().map(str::to_owned).collect();
        self.complaints.retain(|it| !it.is_still_sending() || names.contains(&it.question));
    }

    /// The names of the questions of the page that files are under way for. What is hidden and not stored then is not waited
    /// for.
    fn names_under_way(&self) -> impl Iterator<Item = &str> {
        let is_stored = |it: &&Sending| {
            let question = self.question_at(it.place, it.index);
            it.place.is_visible(&self.interview, it.index)
                || it.place.look(&self.interview).keeps_hidden(question)
        };
        self.under_way().filter(is_stored).map(|it| self.outermost(it).name.as_str())
    }

    fn under_way(&self) -> impl Iterator<Item = &Sending> {
        self.sendings.iter().filter(|it| it.failure.is_none())
    }

    fn keep_file(&mut self, sent: Sending, reference: &str) {
        let question = self.question_at(sent.place, sent.index);
        let takes_one = matches!(&question.kind, QuestionKind::File(input) if input.n_max == 1);
        let is_signature = matches!(question.kind, QuestionKind::SignaturePad(_));
        let item = reference.parse().ok().map(|reference| {
            UploadedFile { name: sent.name, media_type: sent.media_type, reference }.to_value()
        });
        self.change(|interview| {
            sent.place.change(interview, &mut |here| {
                let answer = match (&item, is_signature) {
                    (_, true) => Value::from(reference),
                    (None, _) => return,
                    (Some(item), _) => {
                        let before = here.answer(sent.index).and_then(Value::as_list);
                        let mut items = before.unwrap_or_default().to_vec();
                        if takes_one {
                            items.clear();
                        }
                        items.push(item.clone());
                        Value::List(items)
                    }
                };
                here.set_answer(sent.index, Some(answer));
            });
        });
    }

    fn fault_of(&self, place: Place, index: usize, chosen: &Chosen) -> Option<Fault> {
        let Chosen { name, media_type, size_bytes } = chosen;
        let fault = match &self.question_at(place, index).kind {
            QuestionKind::File(input) => {
                let answer = place.look(&self.interview).answer(index).and_then(Value::as_list);
                let n_under_way =
                    self.sendings_at(place, index).filter(|it| it.failure.is_none()).count();
                let n_files = answer.map_or(0, <[Value]>::len) + n_under_way;
                let max = input.n_max;
                // One file takes the place of the one before it.
                (n_files >= max && max > 1)
                    .then_some(Fault::TooManyFiles { max })
                    .or_else(|| input.fault_of(name, media_type, *size_bytes))
            }
            QuestionKind::SignaturePad(pad) => pad.fault_of(media_type, *size_bytes),
            _ => Some(Fault::WrongType),
        };
        let is_sendable = is_file_name(name) && *size_bytes > 0;
        fault.or((!is_sendable).then_some(Fault::FileTypeNotAccepted))
    }

    fn question_at(&self, place: Place, index: usize) -> &Question {
        &place.look(&self.interview).questionnaire().questions[index]
    }

    /// The question of the page that a file belongs to, itself or in its rows.
    fn outermost(&self, sending: &Sending) -> &Question {
        let outermost = sending.place.steps().first().map_or(sending.index, |(index, _)| *index);
        &self.questionnaire().questions[outermost]
    }

    /// The names of the questions on the way to one.
    fn path_to(&self, place: Place, index: usize) -> Vec<String> {
        let mut path = Vec::new();
        let mut here = Place::default();
        for (question, row) in place.steps() {
            path.push(self.question_at(here, *question).name.clone());
            here = here.within(*question, *row);
        }
        path.push(self.question_at(place, index).name.clone());
        path
    }
}

impl Sending {
    fn is_at(&self, place: Place, index: usize) -> bool {
        self.place == place && self.index == index
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Step;
    use crate::session::testing::{begin, session_of};

    const REFERENCE: &str = "upload:abababababababab.5.07070707070707070707070707070707";

    fn session(of_f: &str) -> Session {
        let definition = format!(
            r#"{{"elements":[{{"type":"file","name":"f"{of_f}}},{{"type":"signaturepad","name":"s"}},
                {{"type":"paneldynamic","name":"p","panelCount":1,"templateElements":[{{"type":"file","name":"in"}}]}}]}}"#
        );
        let mut session = session_of(&definition);
        begin(&mut session);
        session
    }

    fn chosen(name: &str) -> Chosen {
        Chosen { name: name.to_owned(), media_type: "image/png".to_owned(), size_bytes: 5 }
    }

    const HERE: fn() -> Place = Place::default;

    #[test]
    fn a_file_that_has_arrived_is_in_the_answer() {
        let mut session = session("");
        let (run, request) = session.begin_sending(HERE(), 0, chosen("a.png")).unwrap();
        assert_eq!((request.path, request.name.as_str()), (vec!["f".to_owned()], "a.png"));
        assert_eq!(session.go_on(), Step::Faulty, "it is still under way");
        assert_eq!(session.complaints().count(), 1);
        assert!(session.end_sending(run, Ok(REFERENCE.to_owned())).unwrap().contains("a.png"));
        assert_eq!(session.complaints().count(), 0, "nothing is left to put right");
        let answer = session.interview().answer(0).and_then(Value::as_list).unwrap();
        assert_eq!(answer[0].get("content"), Some(&Value::from(REFERENCE)));
        assert_eq!(session.go_on(), Step::Last);
        // Another takes its place, since the question takes one.
        let (run, _) = session.begin_sending(HERE(), 0, chosen("b.png")).unwrap();
        session.end_sending(run, Ok(REFERENCE.to_owned()));
        let answer = session.interview().answer(0).and_then(Value::as_list).unwrap();
        assert_eq!((answer.len(), answer[0].get("name")), (1, Some(&Value::from("b.png"))));
    }

    #[test]
    fn what_is_not_taken_is_told_at_once_and_blocks_nothing() {
        let mut session = session(r#","allowMultiple":true,"maxFiles":2,"maxSize":4"#);
        let sentence = session.begin_sending(HERE(), 0, chosen("a.png")).unwrap_err();
        assert!(sentence.contains("0 kB") || !sentence.is_empty(), "{sentence}");
        assert_eq!(session.sendings_at(HERE(), 0).count(), 1);
        assert_eq!(session.go_on(), Step::Last);
        session.forget_sending(1);
        assert_eq!(session.sendings_at(HERE(), 0).count(), 0);
        let small = || Chosen { size_bytes: 1, ..chosen("b.png") };
        for _ in 0..2 {
            session.begin_sending(HERE(), 0, small()).unwrap();
        }
        assert!(session.begin_sending(HERE(), 0, small()).unwrap_err().contains('2'));
    }

    #[test]
    fn a_file_that_did_not_arrive_says_why() {
        let mut session = session("");
        let (run, _) = session.begin_sending(HERE(), 0, chosen("a.png")).unwrap();
        assert!(session.end_sending(run, Err(NotSent::Failed)).is_some());
        assert!(session.sendings_at(HERE(), 0).all(|it| it.failure.is_some()));
        session.forget_sending(run);
        assert_eq!(session.end_sending(run, Ok(REFERENCE.to_owned())), None, "it was given up");
        assert_eq!(session.interview().answer(0), None);
    }

    #[test]
    fn a_file_that_a_panel_asks_for_is_not_missing_while_it_is_on_its_way() {
        let mut session = session_of(
            r#"{"elements":[{"type":"paneldynamic","name":"p","panelCount":2,
                "templateElements":[{"type":"file","name":"in","isRequired":true}]}]}"#,
        );
        begin(&mut session);
        session.begin_sending(HERE().within(0, 1), 0, chosen("a.png")).unwrap();
        assert_eq!(session.go_on(), Step::Faulty);
        let about: Vec<_> = session.complaints().map(|it| it.row.as_deref()).collect();
        assert_eq!(about, [Some("0"), None], "it is missing in the first panel alone");
    }

    #[test]
    fn a_file_for_a_question_that_has_been_hidden_is_not_waited_for() {
        let mut session = session_of(
            r#"{"elements":[{"type":"boolean","name":"b"},
                {"type":"file","name":"f","visibleIf":"{b} = true","isRequired":true}]}"#,
        );
        begin(&mut session);
        session.change(|interview| interview.set_answer(0, Some(Value::Bool(true))));
        session.begin_sending(HERE(), 1, chosen("a.png")).unwrap();
        assert_eq!(session.go_on(), Step::Faulty);
        session.change(|interview| interview.set_answer(0, Some(Value::Bool(false))));
        assert_eq!(session.go_on(), Step::Last);
    }

    #[test]
    fn a_file_goes_with_its_row() {
        let mut session = session_of(
            r#"{"elements":[{"type":"paneldynamic","name":"p","panelCount":3,
                "templateElements":[{"type":"file","name":"in"}]}]}"#,
        );
        begin(&mut session);
        let (first, second) = (HERE().within(0, 0), HERE().within(0, 2));
        let (gone, _) = session.begin_sending(first, 0, chosen("a.png")).unwrap();
        let (kept, _) = session.begin_sending(second, 0, chosen("b.png")).unwrap();
        session.forget_row(HERE(), 0, 0);
        session.change(|interview| interview.remove_row(0, 0));
        assert_eq!(session.end_sending(gone, Ok(REFERENCE.to_owned())), None);
        session.end_sending(kept, Ok(REFERENCE.to_owned()));
        let arrived = |row| HERE().within(0, row).look(session.interview()).answer(0).is_some();
        assert_eq!((arrived(0), arrived(1)), (false, true));
    }

    #[test]
    fn a_signature_is_waited_for_from_the_first_stroke_until_it_has_arrived() {
        let mut session = session("");
        session.lift_pen(HERE(), 1);
        assert_eq!(session.go_on(), Step::Faulty);
        let complaints: Vec<Complaint> = session.complaints().cloned().collect();
        let stands = |session: &Session| session.complaints().eq(&complaints);
        session.lift_pen(HERE(), 1);
        assert!(complaints.len() == 1 && stands(&session), "another stroke");
        let (run, _) = session.begin_sending(HERE(), 1, chosen("signature.png")).unwrap();
        assert!(stands(&session), "the pause after the last stroke is over");
        session.end_sending(run, Ok(REFERENCE.to_owned()));
        assert_eq!(session.complaints().count(), 0);
        session.lift_pen(HERE(), 1);
        assert_eq!(session.go_on(), Step::Faulty);
        let large = Chosen { size_bytes: u32::MAX, ..chosen("signature.png") };
        session.begin_sending(HERE(), 1, large).unwrap_err();
        assert_eq!(session.complaints().count(), 0, "nothing is on its way");
    }

    #[test]
    fn files_in_rows_and_signatures_have_their_way() {
        let mut session = session("");
        let row = HERE().within(2, 0);
        let (run, request) = session.begin_sending(row, 0, chosen("a.png")).unwrap();
        assert_eq!(request.path, ["p", "in"]);
        session.end_sending(run, Ok(REFERENCE.to_owned()));
        assert!(row.look(session.interview()).answer(0).is_some());
        let (first, _) = session.begin_sending(HERE(), 1, chosen("signature.png")).unwrap();
        let (second, _) = session.begin_sending(HERE(), 1, chosen("signature.png")).unwrap();
        assert_eq!(session.end_sending(first, Ok(REFERENCE.to_owned())), None);
        session.end_sending(second, Ok(REFERENCE.to_owned()));
        assert_eq!(session.interview().answer(1), Some(&Value::from(REFERENCE)));
    }
}
