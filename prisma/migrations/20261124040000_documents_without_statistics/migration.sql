-- Documents are read whole and never searched by their content: what ANALYZE would learn of them, nobody asks for. Comparing them took most
-- of its time, beside events that wait for the same processors.
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
