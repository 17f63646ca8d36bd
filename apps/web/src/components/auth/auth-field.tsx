import { Input } from "@frontdesk/ui/input";
import { Label } from "@frontdesk/ui/label";
import { CircleAlert } from "lucide-react";
import type { ComponentProps } from "react";
import type { AuthFormState } from "~/app/(auth)/auth-form-state.ts";

type AuthFieldProps = Omit<ComponentProps<typeof Input>, "id" | "name"> & {
  name: string;
  label: string;
  hint?: string;
  state: AuthFormState;
};

/** A named field with its hint and its error below; both are read out with the field. */
export function AuthField({ name, label, hint, state, ...input }: AuthFieldProps) {
  const error = state.fieldErrors[name];
  const hintId = `${name}-hint`;
  const errorId = `${name}-error`;
  return (
    <div className="flex flex-col gap-1.5">
      <Label htmlFor={name}>{label}</Label>
      <Input
        id={name}
        name={name}
        required
        defaultValue={state.values[name] ?? ""}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? errorId : hint ? hintId : undefined}
        {...input}
      />
      {error ? (
        <p id={errorId} role="alert" className="flex items-start gap-1.5 text-danger text-sm">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      ) : hint ? (
        <p id={hintId} className="text-muted-foreground text-sm">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
