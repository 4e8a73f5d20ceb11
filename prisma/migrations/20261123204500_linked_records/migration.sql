-- What sources said of things that are linked, under the ids that they use themselves: told again when a link comes or goes.
CREATE TABLE "linked_record" (
  "provider_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "record" JSONB,
  "bears" TEXT[] NOT NULL,
  "asks" TEXT[] NOT NULL,
  "told_as" TEXT,
  CONSTRAINT "linked_record_pkey" PRIMARY KEY ("provider_id", "kind", "key")
);
CREATE INDEX "linked_record_bears_idx" ON "linked_record" USING GIN ("bears");
CREATE INDEX "linked_record_asks_idx" ON "linked_record" USING GIN ("asks");
CREATE INDEX "linked_record_provider_id_kind_told_as_idx" ON "linked_record" ("provider_id", "kind", "told_as");
