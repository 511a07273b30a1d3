-- What is asked of bodies.db, and written to it.

-- name: body-exists
SELECT 1 FROM body WHERE account = ? AND mailbox = ? AND uidvalidity = ? AND uid = ?;

-- name: body
-- By its row, so that the key comes from there and not from the search tree, which may be damaged and lead elsewhere.
SELECT bytes, sha256, account, mailbox, uidvalidity, uid FROM body
WHERE rowid = (SELECT rowid FROM body WHERE account = ? AND mailbox = ? AND uidvalidity = ? AND uid = ?);

-- name: body-put
-- Bodies never change: the first one stays. The same one again makes good what the disk has damaged.
INSERT INTO body (account, mailbox, uidvalidity, uid, sha256, size, stored_at, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (account, mailbox, uidvalidity, uid) DO UPDATE SET bytes = excluded.bytes, gone_at = 0
WHERE sha256 = excluded.sha256 AND (bytes != excluded.bytes OR gone_at != 0);

-- name: body-rekey
UPDATE OR REPLACE body SET mailbox = ?, uidvalidity = ?, uid = ?
WHERE account = ? AND mailbox = ? AND uidvalidity = ? AND uid = ?;

-- name: body-gone
UPDATE body SET gone_at = ? WHERE account = ? AND mailbox = ? AND uidvalidity = ? AND uid = ? AND gone_at = 0;

-- name: bodies-of-mailbox-gone
UPDATE body SET gone_at = ? WHERE account = ? AND mailbox = ? AND gone_at = 0;

-- name: body-remove
DELETE FROM body WHERE account = ? AND mailbox = ? AND uidvalidity = ? AND uid = ?;

-- name: bodies-rename-mailbox
UPDATE OR REPLACE body SET mailbox = ? WHERE account = ? AND mailbox = ?;

-- name: bodies-gone
SELECT account, mailbox, uidvalidity, uid, gone_at FROM body WHERE gone_at != 0 ORDER BY account, mailbox, uid;

-- name: bodies-gone-remove
DELETE FROM body WHERE gone_at != 0 AND gone_at < ?;

-- name: bodies-of-account-remove
DELETE FROM body WHERE account = ?;
