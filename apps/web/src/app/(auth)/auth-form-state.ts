/** What a sign-in or registration form shows after a try. Field errors stand beside their field, `error` above all. */
export type AuthFormState = {
  error: string | null;
  fieldErrors: Record<string, string>;
  /** What was typed, but for the password, so that a failed try loses nothing. */
  values: Record<string, string>;
};

export const untriedAuthForm: AuthFormState = { error: null, fieldErrors: {}, values: {} };
