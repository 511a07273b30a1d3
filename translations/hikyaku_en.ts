<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>models::Deed</name>
    <message numerus="yes">
        <source>Marked %Ln message(s) as read.</source>
        <translation>
            <numerusform>Marked %Ln message as read.</numerusform>
            <numerusform>Marked %Ln messages as read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Marked %Ln message(s) as unread.</source>
        <translation>
            <numerusform>Marked %Ln message as unread.</numerusform>
            <numerusform>Marked %Ln messages as unread.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Starred %Ln message(s).</source>
        <translation>
            <numerusform>Starred %Ln message.</numerusform>
            <numerusform>Starred %Ln messages.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moved %Ln message(s) to %1.</source>
        <translation>
            <numerusform>Moved %Ln message to %1.</numerusform>
            <numerusform>Moved %Ln messages to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %Ln message(s) to %1.</source>
        <translation>
            <numerusform>Copied %Ln message to %1.</numerusform>
            <numerusform>Copied %Ln messages to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Removed the star from %Ln message(s).</source>
        <translation>
            <numerusform>Removed the star from %Ln message.</numerusform>
            <numerusform>Removed the star from %Ln messages.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Permanently deleted %Ln message(s).</source>
        <translation>
            <numerusform>Permanently deleted %Ln message.</numerusform>
            <numerusform>Permanently deleted %Ln messages.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::MailboxTreeModel</name>
    <message numerus="yes">
        <source>%1, %Ln unread</source>
        <translation>
            <numerusform>%1, %Ln unread</numerusform>
            <numerusform>%1, %Ln unread</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::AttachmentStrip</name>
    <message numerus="yes">
        <source>%Ln attachment(s)</source>
        <translation>
            <numerusform>%Ln attachment</numerusform>
            <numerusform>%Ln attachments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ComputerPage</name>
    <message numerus="yes">
        <source>%Ln message(s) that a server no longer has are kept for a while.</source>
        <translation>
            <numerusform>%Ln message that a server no longer has is kept for a while.</numerusform>
            <numerusform>%Ln messages that a server no longer has are kept for a while.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::DraftsBar</name>
    <message numerus="yes">
        <source>%n unfinished message(s) kept on this computer</source>
        <translation>
            <numerusform>%n unfinished message kept on this computer</numerusform>
            <numerusform>%n unfinished messages kept on this computer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::MessageBody</name>
    <message numerus="yes">
        <source>Show %Ln quoted line(s)</source>
        <translation>
            <numerusform>Show %Ln quoted line</numerusform>
            <numerusform>Show %Ln quoted lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Hide %Ln quoted line(s)</source>
        <translation>
            <numerusform>Hide %Ln quoted line</numerusform>
            <numerusform>Hide %Ln quoted lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::MessageHeader</name>
    <message numerus="yes">
        <source>To %1 and %Ln more</source>
        <translation>
            <numerusform>To %1 and %Ln more</numerusform>
            <numerusform>To %1 and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::MessageListPane</name>
    <message numerus="yes">
        <source>%Ln message(s) selected</source>
        <translation>
            <numerusform>%Ln message selected</numerusform>
            <numerusform>%Ln messages selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln message</numerusform>
            <numerusform>%Ln messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::MessageListView</name>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln message</numerusform>
            <numerusform>%Ln messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::MessagePane</name>
    <message numerus="yes">
        <source>%Ln message(s) selected</source>
        <translation>
            <numerusform>%Ln message selected</numerusform>
            <numerusform>%Ln messages selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) were saved.</source>
        <translation>
            <numerusform>%Ln file was saved.</numerusform>
            <numerusform>%Ln files were saved.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::Notices</name>
    <message numerus="yes">
        <source>%Ln item(s) on the internet were not loaded.</source>
        <translation>
            <numerusform>%Ln item on the internet was not loaded.</numerusform>
            <numerusform>%Ln items on the internet were not loaded.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::OutboxPage</name>
    <message numerus="yes">
        <source>%Ln message(s) not sent yet</source>
        <translation>
            <numerusform>%Ln message not sent yet</numerusform>
            <numerusform>%Ln messages not sent yet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::RemovalCard</name>
    <message numerus="yes">
        <source>%Ln message(s) in the Outbox will not be sent.</source>
        <translation>
            <numerusform>%Ln message in the Outbox will not be sent.</numerusform>
            <numerusform>%Ln messages in the Outbox will not be sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::SignInCard</name>
    <message numerus="yes">
        <source>%1, %Ln day(s) ago</source>
        <translation>
            <numerusform>%1, %Ln day ago</numerusform>
            <numerusform>%1, %Ln days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::TrustWords</name>
    <message numerus="yes">
        <source>That was %n day(s) ago.</source>
        <translation>
            <numerusform>That was %n day ago.</numerusform>
            <numerusform>That was %n days ago.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::UndoBar</name>
    <message numerus="yes">
        <source>Sending in %Ln second(s)…</source>
        <translation>
            <numerusform>Sending in %Ln second…</numerusform>
            <numerusform>Sending in %Ln seconds…</numerusform>
        </translation>
    </message>
</context>
</TS>
