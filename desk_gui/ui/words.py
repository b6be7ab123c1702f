"""Sentences for what the outbox says in codes: states, waits, troubles, problems, refused files."""

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QTimeZone

from desk_gui.livedesk.errors import EXPLANATIONS, Trouble
from desk_gui.outbox.draft import Field, Problem, ProblemKind
from desk_gui.outbox.events import AttachmentRefused, PortalTrouble, RefusedFile
from desk_gui.outbox.tickets import Hold, State, TicketRow
from desk_gui.system.sentences import Sentence, filled
from desk_gui.ui.text import fill, plain


def explained(trouble: str) -> tuple[str, str]:
    """Return what happened and what to do, translated; two empty texts for no or an unknown trouble."""
    try:
        explanation = EXPLANATIONS[Trouble(trouble)]
    except ValueError:
        return "", ""
    return (
        QCoreApplication.translate("errors", explanation.title),
        QCoreApplication.translate("errors", explanation.next_step),
    )


def translated(words: str) -> str:
    """Say sentences of the outbox and the system in the technician's language; other words as they are."""
    if not isinstance(words, Sentence):
        return words
    return "".join(
        filled(QCoreApplication.translate(context, text), tuple(translated(one) for one in arguments))
        if context
        else text
        for context, text, arguments in words.parts
    ).strip()


def problem_sentence(problem: Problem) -> str:
    """Say what is wrong with a field, and how to mend it."""
    sentences = {
        ProblemKind.TITLE_MISSING: QCoreApplication.translate("words", "A ticket needs a title: one line will do."),
        ProblemKind.REQUESTER_MISSING: QCoreApplication.translate(
            "words", "A ticket needs a requester: an ID, or a channel and a contact."
        ),
        ProblemKind.CHANNEL_ID_MISSING: QCoreApplication.translate(
            "words", "A channel contact needs the channel's ID as well."
        ),
        ProblemKind.CHANNEL_CONTACT_ID_MISSING: QCoreApplication.translate(
            "words", "A channel contact needs the contact's ID in that channel."
        ),
        ProblemKind.FOLLOWER_ID_MISSING: QCoreApplication.translate(
            "words", "Follower “%1” needs an ID, or take the row out."
        ),
        ProblemKind.PRIORITY_UNKNOWN: QCoreApplication.translate("words", "LiveDesk knows no priority “%1”."),
        ProblemKind.TICKET_TYPE_UNKNOWN: QCoreApplication.translate("words", "LiveDesk knows no ticket type “%1”."),
        ProblemKind.FIELD_KEY_MISSING: QCoreApplication.translate("words", "The value “%1” needs a field name."),
        ProblemKind.FIELD_KEY_TWICE: QCoreApplication.translate("words", "The field “%1” is there twice; keep one."),
        ProblemKind.FIELD_REQUIRED: QCoreApplication.translate("words", "A ticket needs “%1”."),
        ProblemKind.FIELD_PATTERN: QCoreApplication.translate("words", "“%1” does not fit: %2")
        if problem.detail
        else QCoreApplication.translate("words", "“%1” is not written as this field wants it."),
        ProblemKind.FIELD_TOO_LONG: QCoreApplication.translate("words", "“%1” takes %2 characters at most."),
        ProblemKind.FIELD_NOT_NUMBER: QCoreApplication.translate(
            "words", "“%1” takes a number, without signs between the thousands."
        ),
        ProblemKind.FIELD_NOT_WHOLE: QCoreApplication.translate("words", "“%1” takes a whole number."),
        ProblemKind.FIELD_TOO_SMALL: QCoreApplication.translate("words", "“%1” must be %2 or more."),
        ProblemKind.FIELD_TOO_LARGE: QCoreApplication.translate("words", "“%1” must be %2 or less."),
        ProblemKind.FIELD_NOT_CHOICE: QCoreApplication.translate(
            "words", "“%1” has no choice “%2”; take one of the list."
        ),
        ProblemKind.FIELD_NOT_DATE: QCoreApplication.translate("words", "“%1” takes a date such as 2026-11-24."),
    }
    return fill(sentences[problem.kind], plain(problem.subject, 60), plain(problem.detail))


def refused_file_sentence(event: AttachmentRefused) -> str:
    """Say why a file could not be taken and what to do instead."""
    sentences = {
        RefusedFile.MISSING: QCoreApplication.translate(
            "words", "“%1” is not there any more; find it and add it again."
        ),
        RefusedFile.UNREADABLE: QCoreApplication.translate(
            "words", "“%1” could not be read; copy it to a folder of yours and add that copy."
        ),
        RefusedFile.IS_FOLDER: QCoreApplication.translate(
            "words", "“%1” is a folder; drop it again to choose what of it to add."
        ),
        RefusedFile.NOT_A_FILE: QCoreApplication.translate(
            "words", "“%1” is not an ordinary file (a folder, a device or a pipe); copy what is in it into a file."
        ),
        RefusedFile.EMPTY: QCoreApplication.translate("words", "“%1” is empty (0 bytes), so it was left out."),
        RefusedFile.DISK_FULL: QCoreApplication.translate(
            "words", "“%1” does not fit: this laptop's disk is full. Free some space and add it again."
        ),
        RefusedFile.NOT_KEPT: QCoreApplication.translate(
            "words", "“%1” could not be kept: the program's own folder cannot be written. It was not added."
        ),
        RefusedFile.TOO_MANY: QCoreApplication.translate(
            "words", "“%1” was left out: a ticket takes no more files. Put it into another ticket."
        ),
        RefusedFile.TOO_LARGE: QCoreApplication.translate(
            "words", "“%1” is too large to be fetched or packed here; save it as a file and add that."
        ),
        RefusedFile.OVER_LIMIT: QCoreApplication.translate(
            "words", "“%1” is larger than is allowed here (Settings, Photos), so it was left out. Send a part of it."
        ),
        RefusedFile.PHOTO_OVER_LIMIT: QCoreApplication.translate(
            "words", "“%1” is larger than is allowed here (Settings, Photos); as a photo it can be added made smaller."
        ),
        RefusedFile.NOT_FETCHED: QCoreApplication.translate(
            "words", "“%1” could not be downloaded; save it with your browser and drop the file here."
        ),
        RefusedFile.WEB_PAGE: QCoreApplication.translate(
            "words", "“%1” is a web page and not a file; add it as a link, or take a screenshot of it."
        ),
        RefusedFile.PRIVATE_ADDRESS: QCoreApplication.translate(
            "words", "“%1” lies inside this network; save it with your browser and drop the file here."
        ),
    }
    return fill(sentences[event.reason], plain(event.name, 60))


def portal_files_sentence(trouble: PortalTrouble) -> str:
    """Say why the desktop's portal gave no files for a drop, and what to do instead."""
    if trouble is PortalTrouble.DENIED:
        return QCoreApplication.translate(
            "words", "The desktop did not allow those files. Copy them to a folder of yours and drop them again."
        )
    if trouble is PortalTrouble.SILENT:
        return QCoreApplication.translate(
            "words", "The desktop did not hand those files over in time. Drop them again, or use Add files."
        )
    return QCoreApplication.translate(
        "words", "The other program hides those files. Save them to a folder of yours and drop them again."
    )


def state_words(row: TicketRow) -> str:
    """Name where a ticket stands, in two or three words."""
    if row.state is State.QUEUED and row.hold is Hold.UNDO:
        return QCoreApplication.translate("words", "Goes in a moment")
    if row.state is State.QUEUED and row.hold is Hold.HANDED_OVER:
        return QCoreApplication.translate("words", "Handed over as a file")
    if row.state is State.QUEUED and row.hold is not Hold.NONE:
        return QCoreApplication.translate("words", "Saved on this laptop")
    return {
        State.DRAFT: QCoreApplication.translate("words", "Draft"),
        State.QUEUED: QCoreApplication.translate("words", "About to send"),
        State.UPLOADING: QCoreApplication.translate("words", "Sending files"),
        State.CREATING: QCoreApplication.translate("words", "Creating the ticket"),
        State.CREATED: QCoreApplication.translate("words", "Filed"),
        State.REJECTED: QCoreApplication.translate("words", "Not filed"),
        State.UNCONFIRMED: QCoreApplication.translate("words", "Not sure it arrived"),
        State.CANCELLED: QCoreApplication.translate("words", "Cancelled"),
    }[row.state]


def state_sentence(row: TicketRow) -> str:
    """Say in one sentence what follows from where a ticket stands; "" where its words say it all."""
    title, next_step = explained(row.trouble)
    if row.state is State.UNCONFIRMED:
        return fill(
            QCoreApplication.translate("words", "It will not be sent again unasked. Ask the desk for %1, then choose."),
            row.reference,
        )
    if row.state is State.REJECTED:
        reason = plain(row.words, 160) or title
        return fill(QCoreApplication.translate("words", "%1 Everything is saved."), full_stop(reason))
    if row.state is State.QUEUED and row.hold is Hold.UNDO:
        return QCoreApplication.translate("words", "It is saved, and held back so that you can undo it.")
    if row.state is State.QUEUED and row.hold is Hold.HANDED_OVER:
        return QCoreApplication.translate(
            "words", "It does not go by itself. Say so when the desk has it, or send it after all."
        )
    if row.state is State.QUEUED and row.hold is not Hold.NONE:
        return joined(full_stop(title), next_step)
    return ""


def field_named_in(words: str) -> Field | None:
    """Guess which field LiveDesk's words are about; None when they name none of the form's."""
    lowered = words.casefold()
    names = (
        ("team", Field.TEAM),
        ("channel_id", Field.CHANNEL_ID),
        ("contact_id", Field.CHANNEL_CONTACT_ID),
        ("follower", Field.FOLLOWERS),
        ("requester", Field.REQUESTER),
        ("euid", Field.REQUESTER),
        ("priority", Field.PRIORITY),
        ("ticket_type", Field.TICKET_TYPE),
        ("custom_field", Field.CUSTOM_FIELDS),
        ("attachment", Field.ATTACHMENTS),
        ("file_url", Field.ATTACHMENTS),
        ("description", Field.DESCRIPTION),
        ("title", Field.TITLE),
    )
    return next((field for name, field in names if name in lowered), None)


def full_stop(words: str) -> str:
    """End a sentence the way the language does, unless it has an end."""
    if not words or words[-1] in ".!?…。！？":  # noqa: RUF001 - the ends of Chinese sentences
        return words
    return fill(QCoreApplication.translate("words", "%1.", "a sentence and its end"), words)


def joined(first: str, second: str) -> str:
    """Put one sentence after another; either may be ""."""
    if not first or not second:
        return first or second
    return fill(QCoreApplication.translate("words", "%1 %2", "one sentence after another"), first, second)


def time_text(when: QDateTime, now: QDateTime) -> str:
    """Write a moment the short way: the time today, else day and month."""
    locale = QLocale()
    if when.date() == now.date():
        return locale.toString(when.time(), QLocale.FormatType.ShortFormat)
    return locale.toString(
        when.date(), QCoreApplication.translate("words", "d MMM", "date format: day and short month")
    )


def local_time(timestamp_s: float) -> QDateTime:
    """Turn seconds since 1970 UTC into this computer's local time."""
    return QDateTime.fromSecsSinceEpoch(int(timestamp_s), QTimeZone(QTimeZone.Initialization.LocalTime))
