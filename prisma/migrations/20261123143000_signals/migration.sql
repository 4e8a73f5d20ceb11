-- What is needed to see the surroundings of a line with one statement a kind: what open lines want of an item, which returns a
-- customer had, and which conditions are still in force.

ALTER TABLE "order_line" ADD COLUMN "quantity" DOUBLE PRECISION,
    ADD COLUMN "uom" TEXT COLLATE "C",
    ADD COLUMN "allocated" DOUBLE PRECISION,
    ADD COLUMN "promised_ship_by" TIMESTAMPTZ(3);

UPDATE "order_line" SET
    "quantity" = ("state" #>> '{content,value,quantity,value}')::double precision,
    "uom" = "state" #>> '{content,value,quantity,uom}',
    "allocated" = ("state" #>> '{allocated,value,quantity}')::double precision,
    "promised_ship_by" = ("state" #>> '{promise,value,promisedShipBy}')::timestamptz
WHERE "state" ? 'content';

ALTER TABLE "return_order" ADD COLUMN "order_id" TEXT COLLATE "C",
    ADD COLUMN "authorized_at" TIMESTAMPTZ(3);

UPDATE "return_order" SET
    "order_id" = "state" #>> '{record,value,orderId}',
    "authorized_at" = ("state" #>> '{record,value,authorizedAt}')::timestamptz;

CREATE INDEX "return_order_order_id_idx" ON "return_order" ("order_id");

ALTER TABLE "condition" ADD COLUMN "cleared_at" TIMESTAMPTZ(3);

UPDATE "condition" SET "cleared_at" = ("state" #>> '{cleared,value,at}')::timestamptz;
