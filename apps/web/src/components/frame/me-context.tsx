"use client";

import type { Me } from "@frontdesk/validators/account";
import { createContext, type ReactNode, useContext } from "react";

const MeContext = createContext<Me | null>(null);

/** Tells the pages below who is signed in. */
export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <MeContext value={me}>{children}</MeContext>;
}

/** Who is signed in. Only inside a signed-in frame. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error("useMe needs a MeProvider above it");
  return me;
}
