"use client";

import { Button } from "@frontdesk/ui/button";
import { useActionState } from "react";
import { signIn } from "~/app/(auth)/actions.ts";
import { untriedAuthForm } from "~/app/(auth)/auth-form-state.ts";

type DemoSignInsProps = { signIns: { label: string; email: string; password: string }[]; next: string };

/** The demo's people, one press each. Shown only where the demo data is, so these passwords open nothing real. */
export function DemoSignIns({ signIns, next }: DemoSignInsProps) {
  const [state, submit, isPending] = useActionState(signIn, untriedAuthForm);
  const failure = state.error ?? Object.values(state.fieldErrors)[0];
  return (
    <section aria-labelledby="demo-sign-ins" className="flex w-full max-w-sm flex-col gap-2">
      <h2 id="demo-sign-ins" className="text-muted-foreground text-sm">
        Demo data is on. Sign in as
      </h2>
      <ul className="flex flex-col gap-1.5">
        {signIns.map((person) => (
          <li key={person.email}>
            <form action={submit}>
              <input type="hidden" name="email" value={person.email} />
              <input type="hidden" name="password" value={person.password} />
              <input type="hidden" name="next" value={next} />
              <Button
                type="submit"
                variant="outline"
                size="lg"
                aria-disabled={isPending || undefined}
                title={person.email}
                className="w-full justify-start"
              >
                <span className="truncate">{person.label}</span>
              </Button>
            </form>
          </li>
        ))}
      </ul>
      {failure ? (
        <p role="alert" className="text-danger text-sm">
          {failure}
        </p>
      ) : null}
    </section>
  );
}
