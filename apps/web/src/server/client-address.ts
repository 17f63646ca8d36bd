/**
 * Who sent a request, for limiting attempts: the socket's address, or behind `trustedHops` proxies of ours the address that
 * the outermost of them saw. What stands further left in X-Forwarded-For is the client's own word and is not believed.
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trustedHops: number,
): string {
  const direct = socketAddress ?? "";
  if (trustedHops === 0) return direct;
  const seen = [
    ...(forwardedFor ?? "")
      .split(",")
      .map((address) => address.trim())
      .filter(Boolean),
    direct,
  ];
  return seen[Math.max(0, seen.length - 1 - trustedHops)] ?? direct;
}
