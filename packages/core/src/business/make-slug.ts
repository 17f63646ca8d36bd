/** A short name for addresses: lower-case letters, digits and hyphens, with an ending that keeps it unique. */
export function makeSlug(name: string, ending: string): string {
  const base = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
  return `${base || "business"}-${ending}`;
}
