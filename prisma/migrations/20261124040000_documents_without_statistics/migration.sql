-- Conditions ask for parts of documents, of which the planner knows nothing from statistics of whole ones. Comparing whole ones took most of
-- the time of ANALYZE, beside events that wait for the same processors.
DO $$
DECLARE
  document record;
BEGIN
  FOR document IN
    SELECT attrelid::regclass AS "table", attname AS "column"
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND atttypid IN ('json'::regtype, 'jsonb'::regtype)
  LOOP
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS 0', document."table", document."column");
  END LOOP;
END $$;
