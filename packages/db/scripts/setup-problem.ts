/**
 * Something a person can mend (a taken port, a missing right, a wrong setting), told in one sentence.
 * Commands print its message alone, without a stack, and end with exit code 1.
 */
export class SetupProblem extends Error {
  override name = "SetupProblem";
}

/** Says what went wrong in words: the sentence of a SetupProblem, the whole error for anything unforeseen. */
export function describeProblem(error: unknown): string {
  if (error instanceof SetupProblem) return error.message;
  if (error instanceof Error) return error.stack ?? error.message;
  return String(error);
}
