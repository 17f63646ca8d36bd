import { readFileSync } from "node:fs";

export type SignIn = { label: string; email: string; password: string };

/** Where the simulated Meta of the product under test answers. */
export const simulatorUrl = process.env.E2E_SIMULATOR_URL ?? "http://127.0.0.1:4000";

/** The demo's sign-ins, as the seed wrote them. */
export function signInOf(email: string): SignIn {
  const file = process.env.E2E_SIGN_INS_FILE;
  if (!file) throw new Error("E2E_SIGN_INS_FILE is not set: run the end-to-end tests with `npm test -- --only e2e`");
  const all = JSON.parse(readFileSync(file, "utf8")) as SignIn[];
  const found = all.find((one) => one.email === email);
  if (!found) throw new Error(`The demo has no sign-in for ${email}`);
  return found;
}
