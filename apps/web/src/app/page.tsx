import { redirect } from "next/navigation";

/** The front door leads to the inbox; who is not signed in is sent on from there. */
export default function HomePage() {
  redirect("/inbox");
}
