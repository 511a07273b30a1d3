-- Raw messages as received, zstd, never changed after writing. Keyed by what survives a rebuilt index.
CREATE TABLE body (
    account INTEGER NOT NULL,
    mailbox BLOB NOT NULL,
    uidvalidity INTEGER NOT NULL,
    uid INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    size INTEGER NOT NULL,
    stored_at INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (account, mailbox, uidvalidity, uid)
);
