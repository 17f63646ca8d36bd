import { Card, CardContent, CardHeader, CardTitle } from "@frontdesk/ui/card";
import type { Metadata } from "next";
import Link from "next/link";
import { DemoSignIns } from "~/components/auth/demo-sign-ins.tsx";
import { SignInForm } from "~/components/auth/sign-in-form.tsx";
import { demoSignIns } from "~/server/demo.ts";

export const metadata: Metadata = { title: "Sign in" };

/** Sign in with e-mail and password, or as one of the demo's people. */
export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const params = await searchParams;
  const heading = params.next ?? params.callbackUrl;
  const next = typeof heading === "string" ? heading : "";
  const signIns = demoSignIns();
  return (
    <>
      <Card className="w-full max-w-sm">
        <CardHeader>
          <CardTitle as="h1">Sign in</CardTitle>
        </CardHeader>
        <CardContent>
          <SignInForm next={next} />
        </CardContent>
      </Card>
      {signIns.length > 0 ? <DemoSignIns signIns={signIns} next={next} /> : null}
      <p className="text-muted-foreground text-sm">
        New here?{" "}
        <Link href="/register" className="font-medium text-primary-text underline-offset-4 hover:underline">
          Register your business
        </Link>
      </p>
    </>
  );
}
