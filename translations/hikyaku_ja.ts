<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>ctl::AccountCommand</name>
    <message>
        <source>The account %1 is added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The account %1 is changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The account %1 is removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>account add FILE, list, edit NAME FILE, or remove NAME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accounts by hand; - reads standard input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With remove: erase its mail from this computer, too.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ctl::ActionCommand</name>
    <message>
        <source>name at least one message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed here; the server hears of it with the next sync.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ctl::DeleteCommand</name>
    <message>
        <source>Trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what is in the Trash cannot be deleted for good yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages are deleted within one account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move messages to the Trash.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ctl::ErrorWords</name>
    <message>
        <source>There is no network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no server named %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing answers at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to %1 was lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 did not answer in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not speak TLS, or only a version that is no longer safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not offer encryption (STARTTLS). Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of %1 cannot be verified. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No password is known for %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 refused the user name or the password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot check passwords just now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 offers no way to sign in that is both known and safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server broke the rules of the protocol (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server refused the request (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server is busy (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mailbox on the server is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message is too large for the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server refused a recipient: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server refused the sender&apos;s address: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection was lost after the message had been handed over. It may have arrived.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such folder or account: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such thing: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server has renumbered the folder %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file of the profile is damaged: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file of the profile cannot be used: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be used: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something unforeseen happened (%1, %2). Please report it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the spelling and the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the port, or try again later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it with --password-file, or run this in a terminal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check both. Some providers want an app password here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check port and security (tls, starttls).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run sync, then list it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the recipient before you send it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it was issued by an authority that is not known here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is self-signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is for another server name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is not valid yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its key is not the one that was accepted before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it cannot be verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of %1:%2 cannot be trusted: %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  issued to %1, by %2, valid until %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  SHA-256 fingerprint %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If the fingerprint is the one your provider or administrator names, accept it with:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ctl::FlagCommand</name>
    <message>
        <source>flag wants +FLAG or -FLAG: seen, flagged, answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set (+) or clear (-) seen, flagged, answered.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ctl::FoldersCommand</name>
    <message>
        <source>The folders, with unread and all messages.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ctl::InspectCommand</name>
    <message>
        <source>inspect wants files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the reader understands files, without an account.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ctl::ListCommand</name>
    <message>
        <source>list wants one folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look in this &lt;account&gt;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The messages of a folder, newest first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most &lt;n&gt; messages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out the first &lt;n&gt;.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ctl::MessageWords</name>
    <message>
        <source>From: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cc: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subject: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attachment %1: %2, %3, %4 bytes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ctl::MoveCommand</name>
    <message>
        <source>move wants messages and a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages are moved within one account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move messages within their account.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ctl::OutboxCommand</name>
    <message>
        <source>The Outbox, with each message&apos;s true state.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ctl::OutboxWords</name>
    <message>
        <source>queued</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown: it may have arrived</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ctl::PasswordSource</name>
    <message>
        <source>Password of %1 at %2: </source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ctl::Program</name>
    <message>
        <source>Print one JSON document; progress and errors as JSON lines on standard error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the password from the first line of &lt;file&gt;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hikyakuctl COMMAND --help tells more of one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit codes: 0 done, 1 usage, 2 no such thing, 3 sign-in refused, 4 certificate not trusted, 5 network or server failed, 6 store failed, 7 queued.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mail from the command line, on the profile of Hikyaku.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of the commands above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no command %1; see --help.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ctl::SendCommand</name>
    <message>
        <source>The copy in Sent will be filed by the next sync: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>send wants one file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message waits in the Outbox.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue a message and deliver it; - reads standard input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send from this &lt;account&gt;; else the one of the author.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ctl::Session</name>
    <message>
        <source>Waiting for an answer in the window of Hikyaku.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there are several accounts; name one with --account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no account yet; run setup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is in several accounts; name one with --account</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ctl::SetupCommand</name>
    <message>
        <source>receive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>works</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything works. Nothing was saved (--dry-run).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The account %1 is set up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>setup wants one mail address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find the servers of an address and add the account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search and sign in, but save nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your &lt;name&gt; as recipients see it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receive with this protocol; only imap yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ctl::ShowCommand</name>
    <message>
        <source>show wants one message and at most one form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HTML is not shown yet; see --text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One message.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bytes as received.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cleaned HTML.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header as received.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The decoded bytes of part &lt;number&gt;.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ctl::SyncCommand</name>
    <message>
        <source>%1: %2: %3 messages, %4 unread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sync wants at most one account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receive mail and send queued changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only this &lt;folder&gt;; may be given more than once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole messages, too: none, those of the last 90 days (recent), or all.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ctl::TrustCommand</name>
    <message>
        <source>The certificate of %1 verifies.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  SHA-256 fingerprint %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--fingerprint wants 64 hexadecimal digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of %1 verifies; there is nothing to accept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of %1 is accepted from now on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of %1 is no longer accepted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trust list, show, accept or forget HOST:PORT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificates accepted by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With accept: the certificate&apos;s &lt;sha256&gt;, in hexadecimal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tls or starttls; without it, what is usual at the port.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>models::ActivityModel</name>
    <message>
        <source>There was a problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signing in to %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for folders…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receiving %1: %2 of %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receiving %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receiving messages…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server refused a change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving changes on the server…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting. Next try at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is the name of an account, %2 what is being done for it</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>models::ComposeSession</name>
    <message>
        <source>%1 at %2</source>
        <extracomment>%1 is a date, %2 a time of day</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 wrote:</source>
        <extracomment>Above a quoted message. %1 is its date and time, %2 its author</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On %1, %2 wrote:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>-------- Forwarded message --------</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>models::MailboxTreeModel</name>
    <message>
        <source>Inbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Junk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All Mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starred</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui::DateWords</name>
    <message>
        <source>en_GB</source>
        <extracomment>The locale that writes dates in this language, e.g. ja_JP</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dddd</source>
        <extracomment>A Qt date format: a weekday of the last week, alone</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM</source>
        <extracomment>A Qt date format: day and month of this year</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A Qt date format: a day of another year, short</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dddd, d MMMM yyyy, H:mm</source>
        <extracomment>A Qt date format: weekday, day and time, in full</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <extracomment>A Qt date format: a month of a year</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui::ErrorWords</name>
    <message>
        <source>This computer has no network connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you do now is kept and sent to the server when the connection is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server %1 was not found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its name for a typing mistake, and your network connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing answers at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The port may be wrong or blocked by your network, or the server may be down just now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 closed the connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usually this passes. It is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 did not answer in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server or the network is slow just now. It is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No secure connection with %1 could be made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server may be too old, or something on the way disturbs the connection. Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not offer encryption on this port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your password was not sent. Use a port with TLS, or ask the people who run the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The identity of %1 cannot be confirmed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent, not even your user name. Look at its certificate before you decide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 refused the user name or the password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check both. Some providers want an app password that you make on their web page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot check passwords just now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your password is kept. It is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 offers no way to sign in that this program may use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the people who run the server which sign-in it needs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 answered in a way that is not allowed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection was closed to be safe. If this stays so, tell the people who run the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server refused: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its own words are below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is busy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mailbox %1 is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may have been renamed or deleted elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may have been moved or deleted elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server has numbered the mailbox %1 anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is read again. Nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your mailbox on the server is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete or move something, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message is larger than the limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send less at once, or share large files in another way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server refused a recipient: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the address for a typing mistake.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server does not let you send as %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the address of the account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection broke just as the server should have confirmed the message.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may have been sent. Look into Sent, or ask the recipient, before you send it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room; then it goes on by itself. Nothing on the server is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file of this program is damaged: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the server has can be fetched again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer could not read or write: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the permissions and the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be used: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An error in this program: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please report it. Nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the server for sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TLS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STARTTLS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui::MessageBar</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
