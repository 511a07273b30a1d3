-- What is asked of bodies.db, and written to it.

-- name: body-exists
SELECT 1 FROM body WHERE account = ? AND mailbox = ? AND uidvalidity = ? AND uid = ?;

-- name: body
SELECT bytes, sha256 FROM body WHERE account = ? AND mailbox = ? AND uidvalidity = ? AND uid = ?;

-- name: body-put
-- Bodies never change: the first one stays. The same one again makes good what the disk has damaged.
INSERT INTO body VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (account, mailbox, uidvalidity, uid) DO UPDATE SET bytes = excluded.bytes
WHERE sha256 = excluded.sha256 AND bytes != excluded.bytes;

-- name: bodies-of-account-remove
DELETE FROM body WHERE account = ?;
