/** How large a test is: small on every commit, larger by choice through an environment variable, never above `most`. */
export function chosenSize(variable: string, usual: number, most: number): number {
  const chosen = Number(process.env[variable] ?? usual);
  return Number.isInteger(chosen) && chosen > 0 ? Math.min(chosen, most) : usual;
}
