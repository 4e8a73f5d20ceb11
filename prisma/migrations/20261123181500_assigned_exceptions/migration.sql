-- Who works on an exception that no source told of; null while nobody does.
ALTER TABLE "raised_exception" ADD COLUMN "assigned_to" TEXT;
