-- The roles that the application runs as; run by the owner (or any role that may create roles) before the migrations, because
-- their policies name them. Roles belong to the whole server, so every statement does nothing where it was done already,
-- also when two databases are prepared at once. The owner is whoever runs this: it owns every table and is none of these.

-- frontdesk_app: web and worker. Reads and writes rows, owns nothing, obeys row-level security. Its password is set apart from this.
DO $$ BEGIN
  CREATE ROLE frontdesk_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

-- frontdesk_operator: what a transaction becomes (SET LOCAL ROLE) to look across businesses, by policies of its own.
DO $$ BEGIN
  CREATE ROLE frontdesk_operator NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

-- Where the ordinary Prisma CLI migrated first, the role was made by a migration, without the right to sign in.
DO $$ BEGIN
  IF NOT (SELECT rolcanlogin FROM pg_roles WHERE rolname = 'frontdesk_app') THEN
    ALTER ROLE frontdesk_app LOGIN;
  END IF;
END $$;

-- The application may become the operator, and is not the operator as long as it did not.
DO $$ BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_auth_members
    WHERE roleid = 'frontdesk_operator'::regrole AND member = 'frontdesk_app'::regrole AND set_option AND NOT inherit_option
  ) THEN
    GRANT frontdesk_operator TO frontdesk_app WITH INHERIT FALSE, SET TRUE;
  END IF;
END $$;
