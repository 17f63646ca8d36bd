"use client";

import { Button } from "@frontdesk/ui/button";
import { cn } from "@frontdesk/ui/class-names";
import { Sheet, SheetContent, SheetTitle, SheetTrigger } from "@frontdesk/ui/sheet";
import { PanelRight } from "lucide-react";
import { CustomerDetails } from "./customer-details.tsx";

type CustomerDrawerProps = { customerId: string; conversationId: string; className?: string };

/** The customer pane as a drawer, for windows too narrow for a third column. */
export function CustomerDrawer({ customerId, conversationId, className }: CustomerDrawerProps) {
  return (
    <Sheet>
      <SheetTrigger asChild>
        <Button variant="ghost" size="icon" aria-label="About this customer" className={cn("xl:hidden", className)}>
          <PanelRight aria-hidden />
        </Button>
      </SheetTrigger>
      <SheetContent aria-describedby={undefined}>
        <SheetTitle className="border-border border-b px-4 py-3.5">Customer</SheetTitle>
        <CustomerDetails customerId={customerId} conversationId={conversationId} />
      </SheetContent>
    </Sheet>
  );
}
