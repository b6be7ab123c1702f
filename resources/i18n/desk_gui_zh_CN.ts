<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AccountSection</name>
    <message>
        <source>API key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also write the reference as the description&apos;s last line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another address needs its secret once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom field for the reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default requester ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty: the reference is not sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the console: Project Settings, API Management</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practice has a LiveDesk of its own inside this program: it needs no key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored; leave empty to keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Submitter ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address starts with https:// and a host name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The secret needs its key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This key needs its secret.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What Requester ID starts with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own member ID, for example u_12345</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AdvancedSection</name>
    <message>
        <source>API path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LiveDesk&apos;s guide does not say how files are uploaded. Path and field below are an assumption; change them if your LiveDesk differs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upload field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upload path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uploads need a field, for example attachment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uploads need a path, for example /upload.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ArrivedDialog</name>
    <message>
        <source>%1. You can still say that it arrived.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask LiveDesk what this ID is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking LiveDesk…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example tk_20251104_789abc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I don&apos;t have the ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It arrived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LiveDesk has no ticket under this ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LiveDesk has “%1” under this ID.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ticket ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the ID, or choose “I don&apos;t have the ID”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” (%2): which ID did the desk give it?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AttachmentModel</name>
    <message>
        <source>%1 files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 still copying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>copying…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AttachmentTray</name>
    <message>
        <source>Add files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attach the copied image or files (Ctrl+V)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Capture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a screenshot anywhere in this window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick files to attach (Ctrl+O)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the newest images on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a screenshot (Ctrl+Shift+S)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>or drop anywhere in this window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>or paste one with Ctrl+V, or add files. They are copied at once and kept safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” has %2; LiveDesk may refuse files larger than %3.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Background</name>
    <message>
        <source>Desk GUI: sending %1 tickets, then closing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Desk GUI: sending 1 ticket, then closing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Desk GUI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit now; what is left goes at the next start</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CaptureFlow</name>
    <message>
        <source>No screenshot was taken: it was cancelled, or the desktop forbids it. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No screenshot was taken: the desktop did not answer. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press the desktop&apos;s own screenshot key instead, then paste here with Ctrl+V.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The screen could not be read. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This desktop lets no program take a screenshot. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This system does not show programs where windows are: for a window, choose Region.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your desktop then asks what to capture.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CaptureMenu</name>
    <message>
        <source>&amp;Region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Screenshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>10 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Capture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole &amp;screen</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CardButtons</name>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cover what nobody should see, for good (Enter opens the picture)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at it, crop it, draw and write on it (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this file off the ticket (Delete)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CardList</name>
    <message>
        <source>Attached files</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Countdown</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Capture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screenshot follows. Open what it should show.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screenshot in %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take no screenshot (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DraftKeeper</name>
    <message>
        <source>Draft saved %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Drop to attach</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EditorBar</name>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo (Ctrl+Shift+Z)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show at 100 % (1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole picture (0)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in (+ or Ctrl+wheel)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom out (- or Ctrl+wheel)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EditorWindow</name>
    <message>
        <source>%1 selected, %2 of %3. Arrow keys move it, with Ctrl they resize it. Delete removes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · Desk GUI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All marks are off: the picture goes as it was. Undo brings them back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring them back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close and leave the picture as it was before you opened it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the changes (Ctrl+S, or just close the window)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some earlier marks could not be read and are missing here. Before you save changes, check that everything private is hidden.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take all marks off the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The changes you cancelled are still there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture could not be saved (%1). Your marks are still here; try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is not there any more; add it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This kind of file is not shown here; it can be sent as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This picture is damaged and cannot be shown; it can be sent as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This picture is too large to show; it can be sent as it is.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>%1 things to fix:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 thing to fix:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard this draft; it can be undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this draft and begin another (Ctrl+N)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Submit from anywhere with Ctrl+Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Submit practice ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Submit ticket</source>
        <translation>提交工单</translation>
    </message>
</context>
<context>
    <name>FormPanel</name>
    <message>
        <source>Assigned team</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Description</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medium</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More fields: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requester ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The contact&apos;s ID, for example contact_12345</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The team&apos;s name, spelled as in LiveDesk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ticket type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened, what was tried. Markdown is fine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is broken, in one line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>required</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>%1 sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filing as %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key, address and defaults (Ctrl+,)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LiveDesk reached %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer from LiveDesk since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try everything that waits (F5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>next try %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeyState</name>
    <message>
        <source>Keep for this run only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key is stored yet. It will be kept in this computer&apos;s keyring.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is kept in this computer&apos;s keyring, nowhere else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is kept until this program ends, and nowhere else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is stored in this computer&apos;s keyring.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has no keyring that is running, so the key cannot be stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer&apos;s keyring did not take part. Press Save again, or go without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer&apos;s keyring is locked. Unlock it and press Save again, or go without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for this computer&apos;s keyring. It may ask to be unlocked.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LanguageSection</name>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window changes at once; what is in the form stays. Tickets are sent as you wrote them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Lines</name>
    <message>
        <source>… and %1 more to answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… and %1 more.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LooksSection</name>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Desk GUI · practice</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MoreFields</name>
    <message>
        <source>Add field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add follower</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel contact ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follower ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follower name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Followers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example a chat ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example a topic or thread ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sub-contact ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The inbox, for example inbox_100</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>channel contact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>custom fields, channel contact, followers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Offering</name>
    <message>
        <source>Add %1 files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add 1 file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add as link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add as one .zip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That was a link to “%1”: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That was a link: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder “%1” cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder “%1” has %2 files, %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder “%1” has 1 file, %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder “%1” has more than %2 files: choose a part of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder “%1” has no files in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is a folder; counting what is in it…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is the same as “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Overlay</name>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 × %2 px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Capture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First corner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>x %1 · y %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PairRow</name>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this row out</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Panes</name>
    <message>
        <source>New ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practice: tickets stay inside this program and go nowhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Picker</name>
    <message>
        <source>%1 by %2 pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrow keys move the corner, with Shift by 10 · Tab: other corner · Enter takes it · Esc cancels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a region of the screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a window or a screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click what to capture · arrow keys choose · Enter takes it · A takes all screens · Esc cancels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag over what to capture · or arrow keys, Space at each corner · Esc cancels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First corner set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screen %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Receiver</name>
    <message>
        <source>LiveDesk: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tickets · %1 need you</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecentStrip</name>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for recent images…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest in Screenshots, Pictures and Downloads. A tap or Enter attaches one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no images in Screenshots, Pictures or Downloads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>added</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RowButtons</name>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fix and send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It arrived…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same for the other %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send without files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send without team</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yes, discard it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yes, send it again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SendingSection</name>
    <message>
        <source>10 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>30 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each submitted ticket is held back this long, so that it can be undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time to undo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Desk GUI settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sections</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the ticket&apos;s ID</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Teller</name>
    <message>
        <source>%1 %2 and its files are saved on this laptop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tickets are saved. Enter the key and they go by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 ticket is saved. Enter the key and it goes by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft discarded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filed. LiveDesk gave no ID; ask the desk for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LiveDesk refused the key; it may have been changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No API key is stored yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No keyring is running on this computer. Enter your API key for this run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not filed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sure it arrived.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovered from %1: “%2”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved on this laptop as %1, being sent. Carry on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved on this laptop as %1. It goes in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong inside the program. Your draft is saved; start the program again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer&apos;s keyring did not answer. Enter your API key for this run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer&apos;s keyring is locked. Unlock it, or enter the key for this run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Welcome. Enter your API key once, and tickets go out by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a draft without a title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with %1 files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with 1 file</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TextEntry</name>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TicketActions</name>
    <message>
        <source>Did a ticket with reference %1, “%2”, sent at %3, reach you? What is its ID?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved to %1. Hand it over; the ticket does not go by itself any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zip file (*.zip)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TicketDelegate</name>
    <message>
        <source>practice</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TicketModel</name>
    <message>
        <source>%1 of %2 sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filed earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filed today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a title yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>practice</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TicketPanel</name>
    <message>
        <source>Every ticket you submit appears here with its ID, and what waits to be sent as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No ticket like that</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No tickets yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing on this laptop has that in its title, reference or ID.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search tickets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search titles, references and IDs (Ctrl+F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ToolRail</name>
    <message>
        <source>Tools</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WindowActions</name>
    <message>
        <source>Add files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Capture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search tickets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Submit ticket</source>
        <translation type="unfinished">提交工单</translation>
    </message>
</context>
<context>
    <name>editor</name>
    <message>
        <source>Arrow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Black</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a mark to select it, drag it to move it. Delete removes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click for 1, 2, 3 … They count themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click where the text goes, type, then press Enter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Crop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a frame around what you mean.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag over the part to keep, then press Enter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag over what nobody should see. It is painted over, for good, in what is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag towards what you mean.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw over what matters. Shift keeps it straight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw with the mouse or a finger.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Green</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Highlighter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medium</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Red</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thick</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>White</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>A file is too large for LiveDesk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A safe connection to LiveDesk was not possible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A saved file of this ticket is missing or damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for the right address (Settings, Advanced).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the connection, or the base URL in Settings; the next try comes by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the connection; the next try comes by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the disk of the data folder, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check this computer&apos;s proxy settings; the next try comes by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check this laptop&apos;s date, and whether this Wi-Fi wants a login first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check who may read and change the data folder, then start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder with --data-dir.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy it with the desktop&apos;s own tools and paste it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the base URL in Settings, or log in to this Wi-Fi first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the base URL in Settings; it starts with https://.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the ticket and submit again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit the ticket and submit it again, or set the old address back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit the ticket, add the file again and submit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the key in Settings again; if that fails, keep it for this run only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the key in Settings and keep it for this run only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the key in Settings and the tickets go by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the new key in Settings and the tickets go by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If this Wi-Fi wants a login, log in with the browser, then press Send now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LiveDesk asked for a pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LiveDesk did not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LiveDesk did not answer in time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LiveDesk does not know this address (404)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LiveDesk has trouble of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LiveDesk refused the key; it may have been changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LiveDesk refused this connection (403)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LiveDesk said no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LiveDesk was busy with this request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log in to the proxy in the browser or ask its keeper, then press Send now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room on it, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room on the disk or check who may write the data folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No API key is stored for this profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No connection to LiveDesk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No connection: LiveDesk&apos;s name could not be looked up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove it or make it smaller, then submit again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See whether its disk is there and not write-protected, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send it when you are ready.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending was stopped before LiveDesk answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start Desk GUI again: it sets the damaged file aside and keeps what can still be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start that one, or choose another folder with --data-dir.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection broke before LiveDesk answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data folder cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data folder cannot be written; what was kept before is still in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desktop did not allow it, or it was cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desktop did not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desktop gave nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full; what was kept before is still there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring of this computer could not be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring of this computer did not do what it was asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring of this computer is locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The outbox could not be read or written; what it held before is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The outbox is damaged; nothing of it was deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The outbox was made by a newer Desk GUI; nothing was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile&apos;s address was changed after this ticket was submitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy did not let the connection through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy of this network wants a login</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings could not be saved; those before are kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This address is not LiveDesk&apos;s: it points elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This address may not be used: it is not https</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has no keyring to keep the key in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This desktop has no portal for that</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn the VPN on if you use one, or ask for permission; your key stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock it and try again, or enter the key in Settings and keep it for this run only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait; the next try comes by itself where that is safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait; the next try comes by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What came back is not LiveDesk&apos;s answer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>reader</name>
    <message>
        <source>Only %1 of %2 files were added: this ticket takes no more. Put the rest into another ticket.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outlook gave no file, only its number. Drag it to a folder first, then drop it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was nothing to attach in that. Save it as a file first and drop the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was nothing to attach: the clipboard is empty, or another program holds it. Copy it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Those files exist only inside the other program: copy them to a folder first, then drop them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” exists only inside the other program: copy it to a folder first, then drop it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” lies on another computer: copy it to this one first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>%1 Everything is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A channel contact needs the channel&apos;s ID as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A channel contact needs the contact&apos;s ID in that channel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A ticket needs a requester: an ID, or a channel and a contact.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A ticket needs a title: one line will do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About to send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Creating the ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follower “%1” needs an ID, or take the row out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes in a moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handed over as a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not go by itself. Say so when the desk has it, or send it after all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is saved, and held back so that you can undo it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It will not be sent again unasked. Ask the desk for %1, then choose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LiveDesk knows no priority “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LiveDesk knows no ticket type “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not filed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sure it arrived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved on this laptop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desktop did not allow those files. Copy them to a folder of yours and drop them again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desktop did not hand those files over in time. Drop them again, or use Add files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The field “%1” is there twice; keep one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other program hides those files. Save them to a folder of yours and drop them again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The value “%1” needs a field name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” could not be downloaded; save it with your browser and drop the file here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” could not be kept: the program&apos;s own folder cannot be written. It was not added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” could not be read; copy it to a folder of yours and add that copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” does not fit: this laptop&apos;s disk is full. Free some space and add it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is a web page and not a file; add it as a link, or take a screenshot of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is empty (0 bytes), so it was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not an ordinary file (a folder, a device or a pipe); copy what is in it into a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not there any more; find it and add it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is too large to be fetched or packed here; save it as a file and add that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” lies inside this network; save it with your browser and drop the file here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” was left out: a ticket takes no more files. Put it into another ticket.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
