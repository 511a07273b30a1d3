-- What is asked of index.db, and written to it. "-- name: …" begins a statement; ? are bound in order.

-- name: mailboxes
-- Of one account, or of all when the account is 0.
SELECT id, account, raw_name, name, delimiter, role, selectable, subscribed, uidvalidity, uidnext, modseq,
       backfilled_to, total, unread
FROM mailbox WHERE ? IN (0, account) AND hidden = 0 ORDER BY account, raw_name;

-- name: mailbox
SELECT id, account, raw_name, name, delimiter, role, selectable, subscribed, uidvalidity, uidnext, modseq,
       backfilled_to, total, unread
FROM mailbox WHERE id = ?;

-- name: mailbox-id
SELECT id, uidvalidity FROM mailbox WHERE account = ? AND raw_name = ?;

-- name: mailbox-named
SELECT id, uidvalidity, name, delimiter FROM mailbox WHERE account = ? AND raw_name = ?;

-- name: mailbox-raw-name
SELECT raw_name FROM mailbox WHERE id = ?;

-- name: mailbox-delimiter
SELECT delimiter FROM mailbox WHERE account = ? AND delimiter != '' LIMIT 1;

-- name: mailbox-put
INSERT INTO mailbox (account, raw_name, name, delimiter, role, selectable, subscribed) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (account, raw_name) DO UPDATE SET
    name = excluded.name, delimiter = excluded.delimiter, role = excluded.role, selectable = excluded.selectable,
    subscribed = excluded.subscribed;

-- name: mailbox-remove
DELETE FROM mailbox WHERE id = ?;

-- name: mailbox-set-sync-state
UPDATE mailbox SET uidvalidity = ?, uidnext = ?, modseq = ?, backfilled_to = ? WHERE id = ?;

-- name: mailbox-set-total
UPDATE mailbox SET total = ? WHERE id = ?;

-- name: mailbox-set-unread
UPDATE mailbox SET unread = ? WHERE id = ?;

-- name: mailbox-count-unread
UPDATE mailbox
SET unread = (SELECT count(*) FROM message WHERE message.shown_in = mailbox.id AND flags & 1 = 0)
WHERE id = ?;

-- name: mailboxes-of-account-remove
DELETE FROM mailbox WHERE account = ?;

-- name: mailbox-hide
UPDATE mailbox SET hidden = ? WHERE account = ? AND raw_name = ?;

-- name: mailbox-rename
UPDATE mailbox SET raw_name = ?, name = ? WHERE id = ?;

-- name: mailbox-names
SELECT id, raw_name, name FROM mailbox WHERE account = ?;

-- name: mailbox-set-subscribed
UPDATE mailbox SET subscribed = ? WHERE account = ? AND raw_name = ?;

-- name: message-count
SELECT count(*) FROM message INDEXED BY message_order WHERE shown_in = ?;

-- name: message-count-stored
SELECT count(*) FROM message WHERE mailbox = ?;

-- name: message-order
-- A limit of -1: all.
SELECT id FROM message INDEXED BY message_order WHERE shown_in = ? ORDER BY date DESC, uid DESC LIMIT ?;

-- name: message-places
SELECT id, date, uid FROM message INDEXED BY message_order WHERE shown_in = ? ORDER BY date DESC, uid DESC LIMIT ?;

-- name: message-places-after
SELECT id, date, uid FROM message INDEXED BY message_order
WHERE shown_in = ? AND (date, uid) <= (?, ?) AND NOT (date = ? AND uid = ? AND id <= ?)
ORDER BY date DESC, uid DESC LIMIT ?;

-- name: message-page
SELECT id, shown_in, uid, subject, from_name, from_address, to_names, date, size, flags, keywords, has_attachment, preview
FROM message INDEXED BY message_order WHERE shown_in = ? ORDER BY date DESC, uid DESC LIMIT ? OFFSET ?;

-- name: message
SELECT id, shown_in, uid, subject, from_name, from_address, to_names, date, size, flags, keywords, has_attachment, preview
FROM message WHERE id = ?;

-- name: message-by-key
SELECT id, shown_in, uid, subject, from_name, from_address, to_names, date, size, flags, keywords, has_attachment, preview
FROM message
WHERE uid = ? AND mailbox = (SELECT id FROM mailbox WHERE account = ? AND raw_name = ? AND uidvalidity = ?);

-- name: message-target
SELECT b.account, b.raw_name, b.uidvalidity, m.uid, m.message_id, m.size
FROM message m JOIN mailbox b ON b.id = m.mailbox WHERE m.id = ?;

-- name: message-highest-uid
-- Of what stands here on the server and is listed here.
SELECT max(uid) FROM message WHERE mailbox = ? AND shown_in = mailbox;

-- name: message-targets-from-elsewhere
-- Listed here, and on the server still in another mailbox.
SELECT b.account, b.raw_name, b.uidvalidity, m.uid, m.message_id, m.size
FROM message m INDEXED BY message_order JOIN mailbox b ON b.id = m.mailbox WHERE m.shown_in = ? AND m.mailbox != m.shown_in;

-- name: message-uids-with-flags
SELECT uid, flags, keywords FROM message WHERE mailbox = ? ORDER BY uid;

-- name: message-row
SELECT id, flags, shown_in FROM message WHERE mailbox = ? AND uid = ?;

-- name: message-row-like
-- Where only Message-ID and size are known.
SELECT uid FROM message WHERE mailbox = ? AND message_id = ? AND size = ?;

-- name: message-rows-up-to
SELECT id, uid FROM message WHERE mailbox = ? AND uid <= ? AND shown_in = ?;

-- name: message-show
UPDATE message SET shown_in = ? WHERE id = ?;

-- name: message-rekey
UPDATE message SET mailbox = ?, uid = ?, shown_in = ?, modseq = 0 WHERE id = ?;

-- name: messages-shown-away
-- Mailboxes that list messages which another one holds.
SELECT DISTINCT shown_in FROM message WHERE mailbox = ? AND shown_in NOT IN (mailbox, 0);

-- name: messages-shown-home
UPDATE message SET shown_in = mailbox WHERE shown_in = ?;

-- name: message-insert
-- The last value is where this life of the index counts from: an id is never given twice.
INSERT INTO message (date, flags, size, has_attachment, modseq, subject, from_name, from_address, to_names, message_id,
                     in_reply_to, keywords, mailbox, uid, shown_in, id)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, max(?, coalesce((SELECT max(id) FROM message), 0)) + 1);

-- name: message-update
UPDATE message
SET date = ?, flags = ?, size = ?, has_attachment = ?, modseq = ?, subject = ?, from_name = ?, from_address = ?,
    to_names = ?, message_id = ?, in_reply_to = ?, keywords = ?
WHERE id = ?;

-- name: message-set-flags
UPDATE message SET flags = ?, keywords = ? WHERE id = ?;

-- name: message-set-system-flags
UPDATE message SET flags = ? WHERE id = ?;

-- name: message-set-preview
UPDATE message SET preview = ? WHERE id = ?;

-- name: message-remove
DELETE FROM message WHERE id = ?;

-- name: messages-of-mailbox-remove
DELETE FROM message WHERE mailbox = ?;

-- name: messages-of-account-remove
DELETE FROM message WHERE mailbox IN (SELECT id FROM mailbox WHERE account = ?);

-- name: messages-show-all-home
UPDATE message SET shown_in = mailbox WHERE shown_in != mailbox;

-- name: mailboxes-look-again
-- Without a MODSEQ every flag is compared.
UPDATE mailbox SET modseq = 0, hidden = 0,
    unread = (SELECT count(*) FROM message WHERE message.shown_in = mailbox.id AND flags & 1 = 0);
