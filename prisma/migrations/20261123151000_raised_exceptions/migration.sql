-- Exceptions that no source told of: found in what the sources show, and closed when their cause is gone.
CREATE TABLE "raised_exception" (
    "id" TEXT COLLATE "C" NOT NULL,
    "type" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "order_id" TEXT COLLATE "C",
    "supply_id" TEXT COLLATE "C",
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),
    "status" TEXT NOT NULL,

    CONSTRAINT "raised_exception_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "raised_exception_opened_at_id_idx" ON "raised_exception" ("opened_at" DESC, "id");

-- Which lines an exception hits, whether a source told of it or it was found.
CREATE TABLE "exception_effect" (
    "line_id" TEXT COLLATE "C" NOT NULL,
    "exception_id" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "exception_effect_pkey" PRIMARY KEY ("line_id", "exception_id")
);

CREATE INDEX "exception_effect_exception_id_line_id_idx" ON "exception_effect" ("exception_id", "line_id");

-- What happened in the life of each exception. Rows never change.
CREATE TABLE "exception_change" (
    "id" BIGSERIAL NOT NULL,
    "exception_id" TEXT COLLATE "C" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "change" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "note" TEXT,

    CONSTRAINT "exception_change_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "exception_change_exception_id_id_idx" ON "exception_change" ("exception_id", "id");
