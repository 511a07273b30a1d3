-- state: core::ActionState. What is done stays for a while, so that it can be undone.
ALTER TABLE action ADD COLUMN state INTEGER NOT NULL DEFAULT 0;
ALTER TABLE action ADD COLUMN finished_at INTEGER NOT NULL DEFAULT 0;

-- draft: what the submission was made of, for undo send; NULL when it came as bytes.
ALTER TABLE submission ADD COLUMN draft BLOB;

-- The record of what was ever trusted: value is a core::TrustEvent.
CREATE TABLE trust_event (id INTEGER PRIMARY KEY AUTOINCREMENT, value BLOB NOT NULL);
