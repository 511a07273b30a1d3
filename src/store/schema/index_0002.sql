-- hidden: deleted here, and the server does not know yet.
CREATE TABLE mailbox (
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL,
    raw_name BLOB NOT NULL,
    name TEXT NOT NULL,
    delimiter TEXT NOT NULL DEFAULT '',
    role INTEGER NOT NULL DEFAULT 0,
    selectable INTEGER NOT NULL DEFAULT 1,
    subscribed INTEGER NOT NULL DEFAULT 1,
    hidden INTEGER NOT NULL DEFAULT 0,
    uidvalidity INTEGER NOT NULL DEFAULT 0,
    uidnext INTEGER NOT NULL DEFAULT 0,
    modseq INTEGER NOT NULL DEFAULT 0,
    backfilled_to INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    UNIQUE (account, raw_name)
);

-- mailbox and uid are where the message is on the server, shown_in the mailbox that lists it: another one while a move
-- is on its way to the server, 0 when it was deleted here. date is the sort key in ms since 1970 UTC; flags are the bits
-- of core::Flag.
CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    mailbox INTEGER NOT NULL REFERENCES mailbox (id),
    uid INTEGER NOT NULL,
    shown_in INTEGER NOT NULL,
    date INTEGER NOT NULL,
    flags INTEGER NOT NULL,
    size INTEGER NOT NULL,
    has_attachment INTEGER NOT NULL,
    modseq INTEGER NOT NULL,
    subject TEXT NOT NULL,
    from_name TEXT NOT NULL,
    from_address TEXT NOT NULL,
    to_names TEXT NOT NULL,
    message_id TEXT NOT NULL,
    in_reply_to TEXT NOT NULL,
    keywords TEXT NOT NULL DEFAULT '',
    preview TEXT NOT NULL DEFAULT '',
    UNIQUE (mailbox, uid)
);
CREATE INDEX message_order ON message (shown_in, date DESC, uid DESC);
CREATE INDEX message_unread ON message (shown_in) WHERE flags & 1 = 0;
