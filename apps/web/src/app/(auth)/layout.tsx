import type { ReactNode } from "react";
import { Brand } from "~/components/frame/brand.tsx";

/** One quiet card in the middle of the page. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-6 px-4 py-12">
      <Brand />
      {children}
    </main>
  );
}
