-- Who did what, when and from where; each entry carries the hash of the one before. What was hashed is kept as it was written, which is
-- why before and after are JSON and not JSONB.
CREATE TABLE "audit_entry" (
    "sequence" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target_kind" TEXT,
    "target_id" TEXT,
    "address" TEXT,
    "transport" TEXT NOT NULL,
    "before" JSON NOT NULL,
    "after" JSON NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("sequence")
);

CREATE INDEX "audit_entry_actor_id_sequence_idx" ON "audit_entry"("actor_id", "sequence");
CREATE INDEX "audit_entry_action_sequence_idx" ON "audit_entry"("action", "sequence");
CREATE INDEX "audit_entry_target_kind_target_id_sequence_idx" ON "audit_entry"("target_kind", "target_id", "sequence");

-- Entries are added and never touched again, by whatever role: the triggers fire for superusers and for replication too.
CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit_entry takes new entries only: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER "audit_entry_stays" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_entry"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();
ALTER TABLE "audit_entry" ENABLE ALWAYS TRIGGER "audit_entry_stays";
