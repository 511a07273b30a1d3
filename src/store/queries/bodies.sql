-- What is asked of bodies.db, and written to it.

-- name: body-exists
SELECT 1 FROM body WHERE account = ? AND mailbox = ? AND uidvalidity = ? AND uid = ?;

-- name: body
SELECT bytes, sha256 FROM body WHERE account = ? AND mailbox = ? AND uidvalidity = ? AND uid = ?;

-- name: body-put
-- Bodies never change: the first one stays.
INSERT INTO body VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING;

-- name: bodies-of-account-remove
DELETE FROM body WHERE account = ?;
