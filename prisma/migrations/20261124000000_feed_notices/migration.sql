-- Notices of the feed carry entries. Anyone who may connect to a database can listen to any channel of it and send to it, so that
-- of a book is a name that only those know who may read its tables.
ALTER TABLE "feed_state" ADD COLUMN "channel" TEXT NOT NULL DEFAULT 'feed_' || replace(gen_random_uuid()::text, '-', '');
