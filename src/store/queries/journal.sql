-- What is asked of journal.db, and written to it.

-- name: accounts
SELECT value FROM account ORDER BY id;

-- name: account-name-taken
SELECT 1 FROM account WHERE name = ?;

-- name: account-add
INSERT INTO account (name, value) VALUES (?, ?);

-- name: account-update
UPDATE account SET name = ?, value = ? WHERE id = ?;

-- name: account-remove
DELETE FROM account WHERE id = ?;

-- name: setting
SELECT value FROM setting WHERE key = ?;

-- name: setting-put
INSERT INTO setting VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value;

-- name: index-generation-raise
INSERT INTO setting VALUES ('index-generation', '1')
ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1;

-- name: trust
SELECT value FROM trust ORDER BY host, port;

-- name: trust-put
INSERT INTO trust VALUES (?, ?, ?) ON CONFLICT (host, port) DO UPDATE SET value = excluded.value;

-- name: trust-remove
DELETE FROM trust WHERE host = ? AND port = ?;

-- name: actions
-- What the server has not acknowledged.
SELECT id, value, attempts, stage, state FROM action WHERE account = ? AND state = 0 ORDER BY id;

-- name: actions-all
-- Also what can still be undone; of all accounts when the account is 0.
SELECT id, value, attempts, stage, state FROM action WHERE ? IN (0, account) ORDER BY id;

-- name: action
SELECT id, value, attempts, stage, state FROM action WHERE id = ?;

-- name: action-queue
INSERT INTO action (account, queued_at, value) VALUES (?, ?, ?);

-- name: action-finish
UPDATE action SET state = ?, finished_at = ? WHERE id = ?;

-- name: action-attempt
UPDATE action SET attempts = attempts + 1 WHERE id = ? AND state = 0;

-- name: action-put
UPDATE action SET value = ? WHERE id = ?;

-- name: actions-forget
-- What can hardly be meant by "undo" any more.
DELETE FROM action
WHERE state != 0 AND (finished_at < ? OR id <= (SELECT id FROM action WHERE state != 0 ORDER BY id DESC LIMIT 1 OFFSET 100));

-- name: actions-of-account-remove
DELETE FROM action WHERE account = ?;

-- name: submissions
SELECT id, value FROM submission ORDER BY id;

-- name: submission-value
SELECT value FROM submission WHERE id = ?;

-- name: submission-bytes
SELECT bytes FROM submission WHERE id = ?;

-- name: submission-queue
INSERT INTO submission (account, state, value, bytes, draft) VALUES (?, ?, ?, ?, ?);

-- name: submission-draft
-- Only while it has not set out.
SELECT draft FROM submission WHERE id = ? AND state = 0 AND draft IS NOT NULL;

-- name: submission-update
UPDATE submission SET state = ?, value = ? WHERE id = ?;

-- name: submission-remove
DELETE FROM submission WHERE id = ?;

-- name: submissions-of-account-remove
DELETE FROM submission WHERE account = ?;

-- name: drafts
SELECT id, value FROM draft ORDER BY id;

-- name: draft-insert
INSERT INTO draft (account, saved_at, value) VALUES (?, ?, ?);

-- name: draft-put
INSERT INTO draft (id, account, saved_at, value) VALUES (?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET account = excluded.account, saved_at = excluded.saved_at, value = excluded.value;

-- name: draft-remove
DELETE FROM draft WHERE id = ?;

-- name: drafts-of-account-remove
DELETE FROM draft WHERE account = ?;

-- name: action-stage
UPDATE action SET stage = ? WHERE id = ?;

-- Not what is on its way (1) or sent (2).
-- name: submission-requeue
UPDATE submission SET state = ?, value = ? WHERE id = ? AND state NOT IN (1, 2);

-- name: submission-discard
DELETE FROM submission WHERE id = ? AND state NOT IN (1, 2);

-- name: trust-event-add
INSERT INTO trust_event (value) VALUES (?);

-- name: trust-events
SELECT value FROM trust_event ORDER BY id;

-- A token is a UUID, which stands in the CBOR as it is; nothing else contains it.
-- name: submission-with-token
SELECT id FROM submission WHERE instr(value, ?) > 0;

-- name: draft-with-token
SELECT id FROM draft WHERE instr(value, ?) > 0;
