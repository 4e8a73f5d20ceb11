-- How far each partner's webhook has been told.
CREATE TABLE "webhook_endpoint" (
    "id" TEXT NOT NULL,
    "epoch" TEXT NOT NULL,
    "transaction_id" xid8 NOT NULL,
    "entry_id" BIGINT NOT NULL,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failing_since" TIMESTAMPTZ(3),
    "next_attempt_at" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "webhook_endpoint_pkey" PRIMARY KEY ("id")
);

-- What a partner did not take for days, until someone looks.
CREATE TABLE "webhook_dead_letter" (
    "id" BIGSERIAL NOT NULL,
    "endpoint_id" TEXT NOT NULL,
    "cursor" TEXT NOT NULL,
    "payload" JSONB,
    "reason" TEXT NOT NULL,
    "failed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_dead_letter_pkey" PRIMARY KEY ("id")
);
