"use client";

import { signIn } from "~/app/(auth)/actions.ts";
import { AuthField } from "./auth-field.tsx";
import { AuthForm } from "./auth-form.tsx";

/** E-mail and password. `next` is the address the person was heading for. */
export function SignInForm({ next }: { next: string }) {
  return (
    <AuthForm action={signIn} submitLabel="Sign in">
      {(state) => (
        <>
          <input type="hidden" name="next" value={next} />
          <AuthField name="email" label="E-mail" type="email" autoComplete="username" inputMode="email" state={state} />
          <AuthField name="password" label="Password" type="password" autoComplete="current-password" state={state} />
        </>
      )}
    </AuthForm>
  );
}
