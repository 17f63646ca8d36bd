import { Frame } from "~/components/frame/frame.tsx";
import { requireSuperAdmin } from "~/server/api.ts";

/** The operator's side. */
export default async function AdminLayout({ children }: LayoutProps<"/admin">) {
  const me = await requireSuperAdmin();
  return (
    <Frame area="admin" me={me}>
      {children}
    </Frame>
  );
}
