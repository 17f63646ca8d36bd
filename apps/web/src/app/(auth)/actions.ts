"use server";

import { registerInputSchema, signInInputSchema } from "@frontdesk/validators/account";
import type { Route } from "next";
import { redirect } from "next/navigation";
import type { z } from "zod";
import { registerBusiness, signInWithPassword, signOutCurrent } from "~/server/auth-actions.ts";
import type { AuthFormState } from "./auth-form-state.ts";

/** Signs in with e-mail and password and goes on to where the person was heading (never off this site). */
export async function signIn(_previous: AuthFormState, form: FormData): Promise<AuthFormState> {
  const email = fieldOf(form, "email");
  const parsed = signInInputSchema.safeParse({ email, password: fieldOf(form, "password") });
  if (!parsed.success) return { error: null, fieldErrors: firstErrors(parsed.error), values: { email } };
  const result = await signInWithPassword({ ...parsed.data, next: fieldOf(form, "next") });
  if (result.ok) redirect(result.redirectTo as Route);
  return refusalOf(result, { email });
}

/** Creates a business with the person as its owner, signs them in and opens their empty inbox. */
export async function register(_previous: AuthFormState, form: FormData): Promise<AuthFormState> {
  const values = {
    businessName: fieldOf(form, "businessName"),
    name: fieldOf(form, "name"),
    email: fieldOf(form, "email"),
  };
  const parsed = registerInputSchema.safeParse({ ...values, password: fieldOf(form, "password") });
  if (!parsed.success) return { error: null, fieldErrors: firstErrors(parsed.error), values };
  const result = await registerBusiness(parsed.data);
  if (result.ok) redirect(result.redirectTo as Route);
  return refusalOf(result, values);
}

/** Ends this session, on this device only. */
export async function signOut(): Promise<void> {
  await signOutCurrent();
  redirect("/sign-in");
}

function fieldOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

function firstErrors(error: z.ZodError): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const issue of error.issues) errors[String(issue.path[0])] ??= issue.message;
  return errors;
}

function refusalOf(refusal: { error: string; field?: string }, values: Record<string, string>): AuthFormState {
  return refusal.field
    ? { error: null, fieldErrors: { [refusal.field]: refusal.error }, values }
    : { error: refusal.error, fieldErrors: {}, values };
}
