-- Who may come in with a key. The key itself is nowhere: only a keyed hash of it is.
CREATE TABLE "api_key" (
    "id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "grants" TEXT[] NOT NULL,
    "rows" JSONB NOT NULL,
    "allowed_origins" TEXT[],
    "allowed_addresses" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "successor_id" TEXT,

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "api_key_created_at_id_idx" ON "api_key"("created_at" DESC, "id");
