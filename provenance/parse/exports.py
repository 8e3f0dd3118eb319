"""A conversation with a chatbot, exported as JSON, to the text of its last answer.

Read are the data export of ChatGPT (`conversations.json`), one conversation of it, a list of messages, and a single
message. The answer's text is Markdown; every reference is written into it (`export_references`), so that what is
kept of the draft needs the export no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from provenance.errors import InputError
from provenance.model.notices import Notice
from provenance.parse.export_references import write_references
from provenance.parse.json_shapes import as_list, as_number, as_table, as_tables, as_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

CHAT_EXPORT = "chat_export"
"""The name of the format."""

WAY_OUT = "Give conversations.json of the data export, one conversation of it, or the answer as Markdown or text."


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatAnswer:
    """The answer that an export holds: Markdown with ordinary links, and the title of its conversation."""

    text: str
    title: str | None
    notices: tuple[Notice, ...]


def read_chat_export(json_text: str) -> ChatAnswer:
    """The last answer of the conversation that was updated last; notices say what else the export holds.

    Raises `InputError` for what is no JSON, or holds no answer of a chatbot.
    """
    try:
        document: object = msgspec.json.decode(json_text.removeprefix("\ufeff"))
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise InputError(f"The chat export is no JSON: {error}.", WAY_OUT) from error
    conversations = [table for table in _conversations(document) if _answers(table)]
    if not conversations:
        raise InputError("The JSON holds no answer of a chatbot.", WAY_OUT)
    conversation = max(conversations, key=_updated)
    answers = _answers(conversation)
    title = as_text(conversation.get("title")).strip() or None
    message = answers[-1]
    written = write_references(_text_of(message), as_table(message.get("metadata")) or message)
    return ChatAnswer(
        text=written.text,
        title=title,
        notices=(
            *_notice_of_others(title, conversations=len(conversations), answers=len(answers)),
            *_notice_of_lost(written.lost),
        ),
    )


def _conversations(document: object) -> Sequence[Mapping[str, object]]:
    """The conversations of a document: a list of them, one of them, or messages that are one together."""
    tables = as_tables(document)
    if tables and not any(_is_conversation(table) for table in tables):
        return [{"messages": tables}]
    if tables:
        return tables
    table = as_table(document)
    listed = as_tables(table.get("conversations"))
    if listed:
        return listed
    return [table if _is_conversation(table) else {"messages": [table]}]


def _is_conversation(table: Mapping[str, object]) -> bool:
    return not {"mapping", "messages", "linear_conversation"}.isdisjoint(table)


def _updated(conversation: Mapping[str, object]) -> float:
    return as_number(conversation.get("update_time")) or as_number(conversation.get("create_time"))


def _answers(conversation: Mapping[str, object]) -> list[Mapping[str, object]]:
    """The chatbot's messages with words for the user, in the order of the branch that the conversation ends with."""
    return [message for message in _messages(conversation) if _is_answer(message) and _text_of(message).strip()]


def _messages(conversation: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    if "mapping" in conversation:
        nodes = reversed(list(_branch(conversation)))
    else:
        nodes = iter(as_tables(conversation.get("linear_conversation")) or as_tables(conversation.get("messages")))
    for node in nodes:
        yield as_table(node["message"]) if "message" in node else node


def _branch(conversation: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """The nodes from the current one up to the root; the newest one stands in for a current one that is not there."""
    mapping = as_table(conversation.get("mapping"))
    name: object = conversation.get("current_node")
    if not isinstance(name, str) or name not in mapping:
        name = max(reversed(tuple(mapping)), key=lambda known: _made(mapping[known]), default=None)
    seen: set[str] = set()
    while isinstance(name, str) and name in mapping and name not in seen:
        seen.add(name)
        node = as_table(mapping[name])
        yield node
        name = node.get("parent")


def _made(node: object) -> float:
    return as_number(as_table(as_table(node).get("message")).get("create_time"))


def _is_answer(message: Mapping[str, object]) -> bool:
    """Whether the message speaks to the user: not a call of a tool, a thought or a hidden note."""
    author = as_table(message.get("author"))
    role = as_text(author.get("role")) or as_text(message.get("role")) or as_text(message.get("author"))
    content = as_table(message.get("content"))
    kind = as_text(content.get("content_type")) or "text"
    hidden = as_table(message.get("metadata")).get("is_visually_hidden_from_conversation") is True
    bare = not role and ("content_references" in message or "content_references" in as_table(message.get("metadata")))
    to_all = (as_text(message.get("recipient")) or "all") == "all"
    return (role == "assistant" or bare) and kind in {"text", "multimodal_text"} and to_all and not hidden


def _text_of(message: Mapping[str, object]) -> str:
    """The words of a message; pictures and files among its parts have none."""
    content = message.get("content")
    if isinstance(content, str):
        return content
    parts = as_list(as_table(content).get("parts"))
    words = "\n\n".join(part for part in parts if isinstance(part, str) and part)
    return words or as_text(as_table(content).get("text")) or as_text(message.get("text"))


def _notice_of_others(title: str | None, *, conversations: int, answers: int) -> tuple[Notice, ...]:
    if conversations == answers == 1:
        return ()
    others = conversations - 1
    which = f" of the conversation “{title}”" if title else ""
    left = [f"{answers - 1} earlier answer{'s' if answers > 2 else ''} of it"] if answers > 1 else []
    left += [f"{others} other conversation{'s' if others > 1 else ''}"] if others else []
    message = f"The article is the last answer{which}; not read: {' and '.join(left)} in the export."
    return (Notice(code="chat_export", message=message),)


def _notice_of_lost(lost: int) -> tuple[Notice, ...]:
    if not lost:
        return ()
    message = (
        f"{lost} reference{'s' if lost > 1 else ''} of the chat export could not be tied to a mark in the text: "
        "their sources are not checked."
    )
    return (Notice(code="lost_reference", message=message),)
