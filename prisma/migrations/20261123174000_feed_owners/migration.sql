-- Whose each entry is: customer, site and channel of the lines that it concerns. What was appended before is told only to those who see all.
ALTER TABLE "feed_entry" ADD COLUMN "owners" JSONB;
