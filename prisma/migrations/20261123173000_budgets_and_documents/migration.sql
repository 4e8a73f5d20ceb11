-- Documents that an operator trusts, by the SHA-256 of their text.
CREATE TABLE "trusted_document" (
    "hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "trusted_document_pkey" PRIMARY KEY ("hash")
);

-- What callers may still spend, where replicas count together. Nothing is lost with it but what was spent in the last minutes.
CREATE UNLOGGED TABLE "budget_bucket" (
    "id" TEXT NOT NULL,
    "available" DOUBLE PRECISION NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "budget_bucket_pkey" PRIMARY KEY ("id")
);
