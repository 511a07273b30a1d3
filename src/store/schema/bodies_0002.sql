-- gone_at: when the server stopped having the message without being told to, in s since 1970; 0: it has it. Kept for
-- a while, since absence may be a mistake of the server.
ALTER TABLE body ADD COLUMN gone_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX body_gone ON body (gone_at) WHERE gone_at != 0;
