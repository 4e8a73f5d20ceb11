-- A made-up distributor: 12 customers, 25 orders of two items, stock of three items at two sites. Nobody in it is real.
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12)
INSERT INTO book_Customers (code, name, tier, country, createdAt, modifiedAt)
  SELECT 'C-' || i, 'Made-up ' || i || ' O''Hara', CASE WHEN i % 3 = 0 THEN 'gold' END, 'US', '2026-01-05T08:00:00.000Z',
    printf('2026-01-05T08:%02d:00.125Z', i)
  FROM n;

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 25)
INSERT INTO book_Orders (ID, number, customer_code, placedOn, city, requestedOn, status, createdAt, modifiedAt)
  SELECT printf('00000000-0000-4000-8000-%012d', i), 'SO-' || i, 'C-' || (1 + i % 12), '2026-01-06', 'Chicago', '2031-02-01',
    CASE i WHEN 25 THEN 'SHIPPED' ELSE 'OPEN' END, '2026-01-06T08:00:00.000Z', printf('2026-01-06T08:00:%02d.250Z', i / 2)
  FROM n;

INSERT INTO book_Orders (ID, number, customer_code, placedOn, status, createdAt, modifiedAt)
  VALUES ('00000000-0000-4000-8000-999999999999', 'SO-HIDDEN', 'C-1', '2026-01-06', 'OPEN', '2026-01-06T08:00:00.000Z', '2026-01-06T08:00:00.000Z');

INSERT INTO book_Items (ID, order_ID, position, sku, quantity, net, promisedOn, createdAt, modifiedAt)
  SELECT printf('10000000-0000-4000-8%03d-', position) || substr(ID, 25), ID, position, 'BOLT-' || position, 1.5 * position,
    1234.56, '2031-02-01', '2026-01-06T08:00:00.000Z', '2026-01-06T08:00:00.000Z'
  FROM book_Orders, (SELECT 10 AS position UNION ALL SELECT 20);

INSERT INTO book_Stock (sku, site, onHand)
  SELECT 'BOLT-' || item, site, 100 * item
  FROM (SELECT 10 AS item UNION ALL SELECT 20 UNION ALL SELECT 30), (SELECT 'MEM' AS site UNION ALL SELECT '50%@x');

-- CAP makes none by itself.
CREATE INDEX orders_by_time ON book_Orders (modifiedAt, ID);
CREATE INDEX orders_by_number ON book_Orders (number);
CREATE INDEX items_by_order ON book_Items (order_ID);
