"""What is asked of the reader before something is lost, renamed, asked anew or called wrong → HTML."""

from ui.feedback import REASONS
from ui.strings import Strings

# What is wrong with an answer only, or with a refusal only.
_OF = {"source": "answer", "incomplete": "answer", "absent": "answer", "refused": "refusal"}


def dialogs_html(labels: Strings) -> str:
    """A dialog each, hidden until a script opens it by its name."""
    reasons = "".join(
        f'<label data-of="{_OF.get(reason, "")}"><input type="radio" name="reason" value="{reason}">'
        f"{getattr(labels, f'reason_{reason}')}</label>"
        for reason in REASONS
    )
    right = f'<label class="field">{labels.right_answer}<textarea name="right" rows="2" dir="auto"></textarea></label>'
    title = _required(
        labels.rename_title, '<input name="title" maxlength="80" dir="auto" required>', labels.rename_empty
    )
    box = '<textarea name="question" rows="3" dir="auto" required></textarea>'
    question = _required(labels.question_label, box, labels.blank_question)
    return "".join(
        [
            _dialog("delete", labels.delete_title, f"<p>{labels.delete_warning}</p>", labels.delete, labels, "danger"),
            _dialog("rename", labels.rename_title, title, labels.save, labels),
            _dialog("edit", labels.edit_title, f"{question}<p>{labels.edit_warning}</p>", labels.ask_again, labels),
            _dialog("again", labels.ask_again, f"<p>{labels.edit_warning}</p>", labels.ask_again, labels),
            _dialog("feedback", labels.feedback_title, f"<fieldset>{reasons}</fieldset>{right}", labels.save, labels),
        ]
    )


def _required(label: str, field: str, empty: str) -> str:
    """A field that must be filled in, and what a script shows where it is not."""
    return f'<label class="field">{label}{field}</label><p class="empty" role="alert" data-told="{empty}"></p>'


def _dialog(name: str, title: str, body: str, done: str, labels: Strings, kind: str = "") -> str:
    # Enter presses the first button that submits: that is not the one that throws away what was typed.
    return (
        f'<dialog data-name="{name}" aria-labelledby="dialog-{name}" dir="{labels.direction}" lang="{labels.lang}">'
        f'<form method="dialog" novalidate><h2 id="dialog-{name}">{title}</h2>{body}<div class="buttons">'
        f'<button type="button" value="cancel">{labels.cancel}</button>'
        f'<button type="submit" value="done" class="done {kind}">{done}</button></div></form></dialog>'
    )
