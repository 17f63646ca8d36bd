/**
 * Whether a request that changes something comes from our own pages: its Origin is the app's address, or the host that the
 * request was sent to (a proxy in front may have rewritten that one).
 */
export function isSameOrigin(request: Request, appUrl: string): boolean {
  const origin = request.headers.get("origin");
  const host = request.headers.get("host");
  if (!origin || !URL.canParse(origin)) return false;
  if (origin === new URL(appUrl).origin) return true;
  if (!host) return false;
  return new URL(origin).host === host;
}
