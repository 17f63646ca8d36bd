import { NothingOpen } from "~/components/inbox/nothing-open.tsx";

/** The inbox with nothing open. */
export default function InboxPage() {
  return <NothingOpen />;
}
