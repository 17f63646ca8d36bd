import type { Db } from "./client.ts";

/**
 * Refuses a database role that row-level security does not bind.
 * @throws Error with a sentence for the operator, when the role is a superuser, may bypass row-level security, or owns the tables
 */
export async function checkApplicationRole(db: Db): Promise<void> {
  const rows = await db.prisma.$queryRaw<{ name: string; super: boolean; bypass: boolean; owns: boolean }[]>`
    SELECT r.rolname AS name, r.rolsuper AS super, r.rolbypassrls AS bypass,
           EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                   WHERE n.nspname = current_schema() AND c.relkind = 'r' AND pg_has_role(r.oid, c.relowner, 'USAGE')) AS owns
    FROM pg_roles r WHERE r.rolname = current_user`;
  const role = rows[0];
  if (!role) throw new Error("The database did not say which role is signed in");
  const fault = role.super
    ? "is a superuser"
    : role.bypass
      ? "may bypass row-level security"
      : role.owns
        ? "owns the tables"
        : null;
  if (fault)
    throw new Error(
      `DATABASE_URL signs in as "${role.name}", which ${fault}, so row-level security would not hold. Use the application role (frontdesk_app).`,
    );
}
