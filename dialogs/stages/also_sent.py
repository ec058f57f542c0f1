"""What goes with the answers: words that matched no question, and files with their captions. Each can be left out or
written anew before anything is sent, and what could tell who writes is pointed out. Pure."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace

from dialogs.book import Book
from dialogs.events import FileRef
from dialogs.form.display import remark
from dialogs.form.due import own_words
from dialogs.form.prompt import BACK, HELP, paged
from dialogs.marks import MarkPlace
from dialogs.parse import BLACK, contacts_in
from dialogs.questions import State
from dialogs.replies import Choice, Items, Paragraph, Reply
from dialogs.session import Draft, Session, Turn
from locales.text import Param, Raw, Text, _

SHOWN = 5
"""Addresses and numbers that are named at once."""
_KILOBYTE = 1000


@dataclass(frozen=True, slots=True)
class AlsoSent:
    """One such thing. `key` names it by what it is, so that a button of an earlier list is never about another."""

    key: str
    title: Text
    says: Param
    file: str = ""


def also_sent(draft: Draft, book: Book) -> tuple[AlsoSent, ...]:
    """The loose words in the order they came, then the files."""
    words = (AlsoSent(_key("w", each), *remark(each, book)) for each in draft.remarks)
    files = (AlsoSent(_key("f", each.id), _("File"), _file(each.name, each.size, each.caption), each.id)
             for each in draft.files)  # fmt: skip
    return (*words, *files)


def _key(kind: str, what: str) -> str:
    return f"{kind}{zlib.crc32(what.encode()):08x}"


def _file(name: str, size: int, caption: str) -> Text:
    kilobytes = max(1, round(size / _KILOBYTE))
    if not caption:
        return _("{name} ({n} kB)", name=Raw(name), n=kilobytes)
    return _("{name} ({n} kB), with the words: {caption}", name=Raw(name), n=kilobytes, caption=Raw(caption))


def left_out(draft: Draft, key: str) -> Draft:
    """The draft without what `key` names."""
    return replace(
        draft,
        remarks=tuple(each for each in draft.remarks if _key("w", each) != key),
        files=tuple(each for each in draft.files if _key("f", each.id) != key),
    )


def written_anew(draft: Draft, key: str, words: str) -> Draft:
    """The draft in which these words stand instead: of loose words, or of a file's caption."""
    return replace(
        draft,
        remarks=tuple(_same_title(each, words) if _key("w", each) == key else each for each in draft.remarks),
        files=tuple(replace(each, caption=words) if _key("f", each.id) == key else each for each in draft.files),
    )


def _same_title(each: str, words: str) -> str:
    title, colon, _said = each.partition(": ")
    return f"{title}{colon}{words}" if colon else words


def marked_by(draft: Draft, old: Draft, n: int) -> MarkPlace | None:
    """Where the draft has a ■■■ in loose words, a name or a caption that `old` has not; None where it has none."""
    words = (("w", each, each) for each in draft.remarks if each not in old.remarks)
    files = (("f", each.id, f"{each.caption}{each.name}") for each in draft.files if each not in old.files)
    return next((MarkPlace("loose", n, _key(kind, of)) for kind, of, text in (*words, *files) if BLACK in text), None)


def put_back(draft: Draft, place: MarkPlace, words: str) -> Draft:
    """The draft with `words` where a ■■■ stands in loose words, in a caption or else a name of a file."""
    return replace(
        draft,
        remarks=tuple(place.filled(each, words) if _key("w", each) == place.key else each for each in draft.remarks),
        files=tuple(_named(each, place, words) if _key("f", each.id) == place.key else each for each in draft.files),
    )


def _named(file: FileRef, place: MarkPlace, words: str) -> FileRef:
    if place.is_in(file.caption):
        return replace(file, caption=place.filled(file.caption, words))
    return replace(file, name=place.filled(file.name, words))


def choose(turn: Turn) -> Reply:
    """Which of them is to be changed; their numbers are the buttons."""
    items = also_sent(turn.session.draft, turn.book)
    lines = tuple(_("{title}: {says}", title=each.title, says=each.says) for each in items)
    buttons = [Choice(f"also:{each.key}", Raw(str(number))) for number, each in enumerate(items, 1)]
    done = Choice("nav:back", _("Back to the overview", "label"), _("Overview", "short"))
    ask = Paragraph(_("Which of these shall be left out or written anew?"))
    blocks = (Items(_("Also sent"), lines, ordered=True), ask)
    choices = paged(buttons, turn.session.form.page, done)
    return Reply(blocks, choices, (BACK, HELP), expects="choice", protect=True, kind="question", columns=4)


def shown(item: AlsoSent) -> Reply:
    """One of them, whole, and what can be done with it."""
    caption = _("Change the words with it", "label") if item.file else _("Write it anew", "label")
    return Reply(
        (Paragraph(_("{title}: {says}", title=item.title, says=item.says)),),
        (
            Choice(f"leave:{item.key}", _("Leave it out", "label"), _("Leave out", "short")),
            Choice(f"rewrite:{item.key}", caption, _("Write anew", "short")),
            Choice("nav:open", _("Leave as it is", "label"), _("Keep", "short")),
        ),
        protect=True,
    )


def telling(session: Session, book: Book) -> Text | None:
    """What could tell who writes, though no name is to be given; None where nothing does."""
    given = session.form.answers.get("anonymous")
    if given is None or given.value != "yes":
        return None
    draft, answers = session.draft, session.form.answers.items()
    own = [str(each.value) for key, each in answers if own_words(key, book) and each.state is State.GIVEN]
    texts = (*own, *draft.remarks, *(f"{each.name} {each.caption}" for each in draft.files))
    found = tuple(dict.fromkeys(each for text in texts for each in contacts_in(text)))
    if not found:
        return None
    return _("You want to stay without a name, but this may tell who you are and would be sent: {found}",
             found=tuple(Raw(each) for each in found[:SHOWN]))  # fmt: skip
