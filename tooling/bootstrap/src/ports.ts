import { createServer } from "node:net";
import { SetupProblem } from "@frontdesk/db/scripts/setup-problem";

function tryPort(port: number, host: string): Promise<string | undefined> {
  return new Promise((settle) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => settle(error.code));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => settle(undefined)));
  });
}

/**
 * Makes sure that a port can be listened on, on both loopback addresses, since "localhost" may mean either.
 * @param variable the setting that chooses the port, for the sentence.
 * @throws SetupProblem where it is taken or needs more rights.
 */
export async function ensurePortIsFree(port: number, variable: string): Promise<void> {
  for (const host of ["127.0.0.1", "::1"]) {
    const code = await tryPort(port, host);
    if (code === "EADDRINUSE") {
      throw new SetupProblem(
        `Port ${port} is taken: stop the program that uses it, or choose another port with ${variable}=${port + 10}.`,
      );
    }
    if (code === "EACCES")
      throw new SetupProblem(
        `Port ${port} needs more rights than this user has: choose one above 1023 with ${variable}.`,
      );
  }
}
