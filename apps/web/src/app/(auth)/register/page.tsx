import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@frontdesk/ui/card";
import type { Metadata } from "next";
import Link from "next/link";
import { RegisterForm } from "~/components/auth/register-form.tsx";

export const metadata: Metadata = { title: "Register your business" };

/** Opens a business with its first person, the owner. */
export default function RegisterPage() {
  return (
    <>
      <Card className="w-full max-w-sm">
        <CardHeader>
          <CardTitle as="h1">Register your business</CardTitle>
          <CardDescription>You become its owner and can invite your team later.</CardDescription>
        </CardHeader>
        <CardContent>
          <RegisterForm />
        </CardContent>
      </Card>
      <p className="text-muted-foreground text-sm">
        Already registered?{" "}
        <Link href="/sign-in" className="font-medium text-primary-text underline-offset-4 hover:underline">
          Sign in
        </Link>
      </p>
    </>
  );
}
