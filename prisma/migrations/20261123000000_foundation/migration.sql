-- The foundation: inbox, what the sources last showed, state, scores, queues and the change feed of one book.
--
-- A book is one PostgreSQL schema, chosen by search_path: no name here is qualified.
-- Text that is compared for order is COLLATE "C", so that every server sorts it as the code does.
-- Tables of state hold an entity's facets in `state`. Their other columns are derived from it by
-- src/store/entity-tables.ts, for filters, joins and order; they are null while no event has set the facet they come from.

-- Inbox ---------------------------------------------------------------------------------------------------------------

CREATE TABLE "inbox_event" (
    "source" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    -- Time, sequence, source and id in one text: the order in which events are applied.
    "stamp" TEXT COLLATE "C" NOT NULL,
    "event" JSONB NOT NULL,

    CONSTRAINT "inbox_event_pkey" PRIMARY KEY ("source", "id")
);

CREATE UNIQUE INDEX "inbox_event_stamp_key" ON "inbox_event" ("stamp");

-- Events that are neither applied nor set aside. Apart from the events themselves, which are wide and never change: here a
-- row comes and goes with every event.
CREATE TABLE "inbox_pending" (
    "stamp" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "inbox_pending_pkey" PRIMARY KEY ("stamp")
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);

-- Events that could not be applied, until someone looks.
CREATE TABLE "inbox_parked" (
    "stamp" TEXT COLLATE "C" NOT NULL,
    "reason" TEXT NOT NULL,
    "parked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inbox_parked_pkey" PRIMARY KEY ("stamp")
);

-- Sources -------------------------------------------------------------------------------------------------------------

CREATE TABLE "source_cursor" (
    "provider_id" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "cursor" JSONB NOT NULL,

    CONSTRAINT "source_cursor_pkey" PRIMARY KEY ("provider_id", "kind")
);

-- What a source last showed of each of its records: every read updates its rows in place.
CREATE TABLE "source_record" (
    "provider_id" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "hashes" JSONB NOT NULL,
    "last_time" TIMESTAMPTZ(3) NOT NULL,
    "read_id" TEXT NOT NULL,

    CONSTRAINT "source_record_pkey" PRIMARY KEY ("provider_id", "kind", "key")
) WITH (fillfactor = 80);

CREATE TABLE "source_status" (
    "provider_id" TEXT COLLATE "C" NOT NULL,
    "last_read_at" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "source_status_pkey" PRIMARY KEY ("provider_id")
);

-- Rows that could not be read as records. The hash stands for the payload in the key, which has no room for it.
CREATE TABLE "parked_row" (
    "number" BIGSERIAL NOT NULL,
    "provider_id" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "location" TEXT COLLATE "C" NOT NULL,
    "payload_hash" TEXT COLLATE "C" NOT NULL,
    "payload" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "parked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "parked_row_pkey" PRIMARY KEY ("number")
);

CREATE UNIQUE INDEX "parked_row_provider_id_kind_location_payload_hash_key" ON "parked_row" ("provider_id", "kind", "location", "payload_hash");

-- State ---------------------------------------------------------------------------------------------------------------

CREATE TABLE "customer_order" (
    "id" TEXT COLLATE "C" NOT NULL,
    "state" JSONB NOT NULL,
    "customer_id" TEXT COLLATE "C",
    "placed_at" TIMESTAMPTZ(3),
    "cancelled" BOOLEAN,

    CONSTRAINT "customer_order_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "customer_order_placed_at_id_idx" ON "customer_order" ("placed_at" DESC, "id");
CREATE INDEX "customer_order_customer_id_placed_at_id_idx" ON "customer_order" ("customer_id", "placed_at" DESC, "id");

CREATE TABLE "order_line" (
    "id" TEXT COLLATE "C" NOT NULL,
    "state" JSONB NOT NULL,
    "order_id" TEXT COLLATE "C",
    "item_id" TEXT COLLATE "C",
    "site_id" TEXT COLLATE "C",
    "status" TEXT COLLATE "C",
    "promised_deliver_by" TIMESTAMPTZ(3),

    CONSTRAINT "order_line_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "order_line_order_id_status_idx" ON "order_line" ("order_id", "status");
CREATE INDEX "order_line_item_id_idx" ON "order_line" ("item_id");
CREATE INDEX "order_line_promised_deliver_by_idx" ON "order_line" ("promised_deliver_by");
CREATE INDEX "order_line_open_idx" ON "order_line" ("id") WHERE "status" IN ('open', 'shipped');

CREATE TABLE "shipment" (
    "id" TEXT COLLATE "C" NOT NULL,
    "state" JSONB NOT NULL,

    CONSTRAINT "shipment_pkey" PRIMARY KEY ("id")
) WITH (fillfactor = 70);

-- A line that was ever in a shipment stays in it.
CREATE TABLE "shipment_line" (
    "shipment_id" TEXT COLLATE "C" NOT NULL,
    "line_id" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "shipment_line_pkey" PRIMARY KEY ("line_id", "shipment_id")
);

CREATE TABLE "supply" (
    "id" TEXT COLLATE "C" NOT NULL,
    "state" JSONB NOT NULL,
    "item_id" TEXT COLLATE "C",
    "open" BOOLEAN,

    CONSTRAINT "supply_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "supply_item_id_open_idx" ON "supply" ("item_id", "open");

CREATE TABLE "inventory" (
    "id" TEXT COLLATE "C" NOT NULL,
    "state" JSONB NOT NULL,
    "item_id" TEXT COLLATE "C",

    CONSTRAINT "inventory_pkey" PRIMARY KEY ("id")
) WITH (fillfactor = 70);

CREATE INDEX "inventory_item_id_idx" ON "inventory" ("item_id");

CREATE TABLE "exception" (
    "id" TEXT COLLATE "C" NOT NULL,
    "state" JSONB NOT NULL,
    "order_id" TEXT COLLATE "C",
    "type" TEXT COLLATE "C",
    "severity" TEXT COLLATE "C",
    "opened_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "exception_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "exception_order_id_idx" ON "exception" ("order_id");
CREATE INDEX "exception_opened_at_id_idx" ON "exception" ("opened_at" DESC, "id");

CREATE TABLE "customer" (
    "id" TEXT COLLATE "C" NOT NULL,
    "state" JSONB NOT NULL,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "item" (
    "id" TEXT COLLATE "C" NOT NULL,
    "state" JSONB NOT NULL,

    CONSTRAINT "item_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "site" (
    "id" TEXT COLLATE "C" NOT NULL,
    "state" JSONB NOT NULL,

    CONSTRAINT "site_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "carrier_service" (
    "id" TEXT COLLATE "C" NOT NULL,
    "state" JSONB NOT NULL,

    CONSTRAINT "carrier_service_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "condition" (
    "id" TEXT COLLATE "C" NOT NULL,
    "state" JSONB NOT NULL,

    CONSTRAINT "condition_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "invoice" (
    "id" TEXT COLLATE "C" NOT NULL,
    "state" JSONB NOT NULL,

    CONSTRAINT "invoice_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "return_order" (
    "id" TEXT COLLATE "C" NOT NULL,
    "state" JSONB NOT NULL,

    CONSTRAINT "return_order_pkey" PRIMARY KEY ("id")
);

-- Scores and queues ---------------------------------------------------------------------------------------------------

-- How lines of one key turned out on one UTC day. Sums are exact decimals, so that what was added can be taken back whole.
CREATE TABLE "outcome_day" (
    "key" TEXT COLLATE "C" NOT NULL,
    "day" DATE NOT NULL,
    "lines" INTEGER NOT NULL,
    "late" INTEGER NOT NULL,
    "lead_days" DECIMAL NOT NULL,
    "delay_days" DECIMAL NOT NULL,

    CONSTRAINT "outcome_day_pkey" PRIMARY KEY ("key", "day")
) WITH (fillfactor = 70);

-- What each line was last counted for, so that it can be taken back.
CREATE TABLE "counted_outcome" (
    "line_id" TEXT COLLATE "C" NOT NULL,
    "days" JSONB NOT NULL,

    CONSTRAINT "counted_outcome_pkey" PRIMARY KEY ("line_id")
) WITH (fillfactor = 90);

CREATE TABLE "promise_risk" (
    "line_id" TEXT COLLATE "C" NOT NULL,
    "late" DOUBLE PRECISION NOT NULL,
    "deliver_p50_at" TIMESTAMPTZ(3),
    "deliver_p90_at" TIMESTAMPTZ(3),
    "model_version" TEXT NOT NULL,
    "scored_at" TIMESTAMPTZ(3) NOT NULL,
    "features" DOUBLE PRECISION[] NOT NULL,

    CONSTRAINT "promise_risk_pkey" PRIMARY KEY ("line_id")
) WITH (fillfactor = 70);

CREATE TABLE "queue_entry" (
    "line_id" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "site_id" TEXT COLLATE "C",
    "score" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "queue_entry_pkey" PRIMARY KEY ("line_id")
);

CREATE INDEX "queue_entry_kind_score_line_id_idx" ON "queue_entry" ("kind", "score" DESC, "line_id");
CREATE INDEX "queue_entry_kind_site_id_score_line_id_idx" ON "queue_entry" ("kind", "site_id", "score" DESC, "line_id");

-- Change feed ---------------------------------------------------------------------------------------------------------

-- Ids commit out of order. Readers go by transaction, and only up to the oldest one that is still open.
CREATE TABLE "feed_entry" (
    "id" BIGSERIAL NOT NULL,
    "transaction_id" xid8 NOT NULL DEFAULT pg_current_xact_id(),
    "topic" TEXT COLLATE "C" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "feed_entry_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "feed_entry_transaction_id_id_idx" ON "feed_entry" ("transaction_id", "id");

-- Small facts about the book itself, by name --------------------------------------------------------------------------

CREATE TABLE "mark" (
    "name" TEXT COLLATE "C" NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "mark_pkey" PRIMARY KEY ("name")
);
