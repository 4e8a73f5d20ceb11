-- Scores that say how sure they are, who gave them and why; queues in the order of what waiting costs.
--
-- Risks and queues follow from the rest of the book: they are emptied here and filled again by the next scoring of the open book.

DELETE FROM "promise_risk";

ALTER TABLE "promise_risk"
    DROP COLUMN "features",
    ADD COLUMN "late_low" DOUBLE PRECISION NOT NULL,
    ADD COLUMN "late_high" DOUBLE PRECISION NOT NULL,
    ADD COLUMN "missing" TEXT[] NOT NULL,
    ADD COLUMN "short" DOUBLE PRECISION,
    ADD COLUMN "exception" DOUBLE PRECISION,
    ADD COLUMN "method" TEXT NOT NULL,
    ADD COLUMN "method_reason" TEXT,
    ADD COLUMN "seen" JSONB,
    ADD COLUMN "points" JSONB;

DELETE FROM "queue_entry";

DROP INDEX "queue_entry_kind_score_line_id_idx";
DROP INDEX "queue_entry_kind_site_id_score_line_id_idx";

-- `place` is tier, score, promise, order date and line id as one text that sorts (src/domain/priority/place.ts).
ALTER TABLE "queue_entry"
    ADD COLUMN "place" TEXT COLLATE "C" NOT NULL,
    ADD COLUMN "priority" JSONB NOT NULL;

CREATE INDEX "queue_entry_kind_place_idx" ON "queue_entry" ("kind", "place");
CREATE INDEX "queue_entry_kind_site_id_place_idx" ON "queue_entry" ("kind", "site_id", "place");
