"use client";

import { Alert } from "@frontdesk/ui/alert";
import { Button } from "@frontdesk/ui/button";
import { CircleAlert, LoaderCircle } from "lucide-react";
import { type ReactNode, useActionState, useEffect, useRef } from "react";
import { type AuthFormState, untriedAuthForm } from "~/app/(auth)/auth-form-state.ts";

type AuthFormProps = {
  action: (previous: AuthFormState, form: FormData) => Promise<AuthFormState>;
  submitLabel: string;
  children: (state: AuthFormState) => ReactNode;
};

/** A form that says beside each field what is wrong with it, and puts the cursor into the first wrong one. */
export function AuthForm({ action, submitLabel, children }: AuthFormProps) {
  const [state, submit, isPending] = useActionState(action, untriedAuthForm);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (state.error || Object.keys(state.fieldErrors).length > 0) {
      form.current?.querySelector<HTMLElement>("[aria-invalid='true'], input[type='password']")?.focus();
    }
  }, [state]);

  return (
    // The server checks and words the errors; the browser's own bubbles would cover them.
    <form ref={form} action={submit} noValidate className="flex flex-col gap-4">
      {state.error ? (
        <Alert tone="danger" role="alert">
          <CircleAlert aria-hidden />
          {state.error}
        </Alert>
      ) : null}
      {children(state)}
      <Button type="submit" size="lg" aria-disabled={isPending || undefined}>
        {isPending ? <LoaderCircle aria-hidden className="animate-spin" /> : null}
        {submitLabel}
      </Button>
    </form>
  );
}
