-- Nor is anything emptied at one stroke.
CREATE TRIGGER "activity_never_emptied" BEFORE TRUNCATE ON "activity" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
