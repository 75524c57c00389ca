//! The counts of one closed question.

use crate::charts::bar::Bar;
use crate::figures;
use crate::totals::{ChoiceCount, ChoiceGroup, QuestionTotals};
use crate::words;
use leptos::prelude::*;

/// A table of choices with number and share of the base; a matrix has a part for each of its rows.
#[component]
pub fn QuestionTable(
    /// What is counted.
    question: Signal<QuestionTotals>,
) -> impl IntoView {
    // Version and name are the identity of a question and never change under it.
    let (version, name) = question.with_untracked(|it| (it.version, it.name.clone()));
    let heading_id = format!("question-{version}-{name}");
    let table_label = heading_id.clone();
    let is_matrix = question.with_untracked(|it| it.groups.iter().any(|it| it.row.is_some()));
    let base = Memo::new(move |_| question.with(|it| it.base));
    let groups = move || {
        let group = |group| view! { <Group group base=base.get() /> };
        question.get().groups.into_iter().map(group).collect_view()
    };
    view! {
        <article
            class="card question"
            class:wide=is_matrix
            data-question=name
            data-version=version
            data-base=move || base.get().to_string()
            aria-labelledby=heading_id
        >
            <h3 class="card-title" id=heading_id.clone() dir="auto">
                {move || question.with(|it| it.title.clone())}
            </h3>
            <p class="card-hint muted">
                {move || question.with(|it| words::kind(&it.kind))} ", base "
                <strong>{move || figures::whole(base.get())}</strong> ", version " {version}
            </p>
            <table class="counts" aria-labelledby=table_label>
                <thead>
                    <tr>
                        <th scope="col">"Choice"</th>
                        <th scope="col">"Number"</th>
                        <th scope="col">"Share"</th>
                    </tr>
                </thead>
                {groups}
            </table>
        </article>
    }
}

#[component]
fn Group(group: ChoiceGroup, base: u64) -> impl IntoView {
    let heading = group.row.clone().map(|row| {
        view! {
            <tr class="row-heading">
                <th scope="rowgroup" colspan="3" dir="auto">
                    {row}
                </th>
            </tr>
        }
    });
    let row = |choice| view! { <ChoiceRow choice base /> };
    view! {
        <tbody data-row=group.row>
            {heading} {group.choices.into_iter().map(row).collect_view()}
        </tbody>
    }
}

#[component]
fn ChoiceRow(choice: ChoiceCount, base: u64) -> impl IntoView {
    view! {
        <tr data-choice=choice.value data-n=choice.n>
            <th scope="row">
                <span dir="auto">{choice.text}</span>
                <Bar n=choice.n base />
            </th>
            <td>{figures::whole(choice.n)}</td>
            <td class="share">
                {figures::percent(choice.n, base).unwrap_or_else(|| "–".to_owned())}
            </td>
        </tr>
    }
}
