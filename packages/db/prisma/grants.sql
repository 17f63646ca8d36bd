-- What the application's role may do with the job queue's schema: work with jobs and queues as rows, never change their
-- tables. Run by the owner after the queue is installed, every time. Rights on the application's own tables are in the migrations.

GRANT USAGE ON SCHEMA pgboss TO frontdesk_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO frontdesk_app;
GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA pgboss TO frontdesk_app;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pgboss TO frontdesk_app;
-- A partitioned queue gets a table of its own when it is made.
ALTER DEFAULT PRIVILEGES IN SCHEMA pgboss GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO frontdesk_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA pgboss GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO frontdesk_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA pgboss GRANT EXECUTE ON FUNCTIONS TO frontdesk_app;
