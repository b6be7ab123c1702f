<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AttachmentModel</name>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Background</name>
    <message numerus="yes">
        <source>Desk GUI: sending %n tickets, then closing</source>
        <translation>
            <numerusform>Desk GUI: sending %n ticket, then closing</numerusform>
            <numerusform>Desk GUI: sending %n tickets, then closing</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FieldsSection</name>
    <message numerus="yes">
        <source>In use: %n fields from %1.</source>
        <translation>
            <numerusform>In use: %n field from %1.</numerusform>
            <numerusform>In use: %n fields from %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileTextFlow</name>
    <message numerus="yes">
        <source>%n files are attached. Their text can go into the description too.</source>
        <translation>
            <numerusform>%n file is attached. Its text can go into the description too.</numerusform>
            <numerusform>%n files are attached. Their text can go into the description too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The text of %n files is in the description. The files stay attached.</source>
        <translation>
            <numerusform>The text of %n file is in the description. The file stays attached.</numerusform>
            <numerusform>The text of %n files is in the description. The files stay attached.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message numerus="yes">
        <source>%n things to fix:</source>
        <translation>
            <numerusform>%n thing to fix:</numerusform>
            <numerusform>%n things to fix:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Handling</name>
    <message numerus="yes">
        <source>%n files moved to a new ticket.</source>
        <translation>
            <numerusform>%n file moved to a new ticket.</numerusform>
            <numerusform>%n files moved to a new ticket.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them are still being copied and stay here: move them in a moment.</source>
        <translation>
            <numerusform>One of them is still being copied and stays here: move it in a moment.</numerusform>
            <numerusform>%n of them are still being copied and stay here: move them in a moment.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Offering</name>
    <message numerus="yes">
        <source>Add %n files</source>
        <translation>
            <numerusform>Add %n file</numerusform>
            <numerusform>Add %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The folder “%1” has %n files, %2.</source>
        <translation>
            <numerusform>The folder “%1” has %n file, %2.</numerusform>
            <numerusform>The folder “%1” has %n files, %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhotosFlow</name>
    <message numerus="yes">
        <source>%n photos were made smaller: %1 → %2 MB.</source>
        <translation>
            <numerusform>%n photo was made smaller: %1 → %2 MB.</numerusform>
            <numerusform>%n photos were made smaller: %1 → %2 MB.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QuitDialog</name>
    <message numerus="yes">
        <source>%n tickets have not been sent. They are kept and go at the next start.</source>
        <translation>
            <numerusform>%n ticket has not been sent. It is kept and goes at the next start.</numerusform>
            <numerusform>%n tickets have not been sent. They are kept and go at the next start.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Teller</name>
    <message numerus="yes">
        <source>%n tickets are saved. Enter the key and they go by themselves.</source>
        <translation>
            <numerusform>%n ticket is saved. Enter the key and it goes by itself.</numerusform>
            <numerusform>%n tickets are saved. Enter the key and they go by themselves.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>with %n files</source>
        <translation>
            <numerusform>with %n file</numerusform>
            <numerusform>with %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TemplateFlow</name>
    <message numerus="yes">
        <source>%n templates are in %1. Hand that file on; it is taken in under Templates, Import.</source>
        <translation>
            <numerusform>%n template is in %1. Hand that file on; it is taken in under Templates, Import.</numerusform>
            <numerusform>%n templates are in %1. Hand that file on; it is taken in under Templates, Import.</numerusform>
        </translation>
    </message>
</context>
</TS>
