"use client";

import { register } from "~/app/(auth)/actions.ts";
import { AuthField } from "./auth-field.tsx";
import { AuthForm } from "./auth-form.tsx";

/** What is needed to open a business: its name, and who its owner is. */
export function RegisterForm() {
  return (
    <AuthForm action={register} submitLabel="Create business">
      {(state) => (
        <>
          <AuthField name="businessName" label="Business name" autoComplete="organization" state={state} />
          <AuthField name="name" label="Your name" autoComplete="name" state={state} />
          <AuthField name="email" label="E-mail" type="email" autoComplete="username" inputMode="email" state={state} />
          <AuthField
            name="password"
            label="Password"
            hint="At least 10 characters."
            type="password"
            autoComplete="new-password"
            state={state}
          />
        </>
      )}
    </AuthForm>
  );
}
