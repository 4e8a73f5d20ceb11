-- Entries can be compacted: the newest of each key stays. What was appended before had no cursors that anyone could hold.
DELETE FROM "feed_entry";
ALTER TABLE "feed_entry" ADD COLUMN "key" TEXT COLLATE "C" NOT NULL;

-- What every cursor is checked against. One row.
CREATE TABLE "feed_state" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "epoch" TEXT NOT NULL,
    -- The database cluster that the entries' transactions are numbered by; empty until the feed is first opened.
    "cluster" TEXT NOT NULL DEFAULT '',
    "expired_transaction_id" xid8 NOT NULL DEFAULT '0',
    "expired_id" BIGINT NOT NULL DEFAULT 0,
    "compacted_transaction_id" xid8 NOT NULL DEFAULT '0',
    "compacted_id" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "feed_state_pkey" PRIMARY KEY ("id")
);

INSERT INTO "feed_state" ("epoch") VALUES (substr(md5(random()::text || clock_timestamp()::text), 1, 12));
