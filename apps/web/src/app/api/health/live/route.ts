/** The process answers. It says nothing of the database, so that a database that is away restarts nobody. */
export function GET(): Response {
  return Response.json({ ok: true });
}

export const dynamic = "force-dynamic";
