-- The open book is walked order by order, whenever time has passed.
CREATE INDEX "order_line_open_order_idx" ON "order_line" ("order_id") WHERE "status" IN ('open', 'shipped');
