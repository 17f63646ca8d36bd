"use client";

import { Avatar } from "@frontdesk/ui/avatar";
import { cn } from "@frontdesk/ui/class-names";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@frontdesk/ui/dropdown-menu";
import { type ThemeChoice, useThemeChoice } from "@frontdesk/ui/theme-provider";
import { ChevronsUpDown, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { startTransition } from "react";
import { signOut } from "~/app/(auth)/actions.ts";
import { useMe } from "./me-context.tsx";

/** The person and their business at the foot of the rail: theme, and the way out. */
export function PersonMenu({ isWide }: { isWide: boolean }) {
  const me = useMe();
  const [theme, setTheme] = useThemeChoice();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`${me.user.name}, ${me.business?.name ?? "Administration"}: menu`}
        className={cn(
          "flex w-full items-center gap-2.5 rounded-sm p-1 text-left transition-colors hover:bg-rail-active/60",
          !isWide && "justify-center",
        )}
      >
        <Avatar name={me.user.name} className="bg-rail-active text-rail-active-foreground" />
        {isWide ? (
          <>
            <span className="flex min-w-0 flex-1 flex-col">
              <span className="truncate font-medium text-rail-active-foreground text-sm">
                {me.business?.name ?? "Administration"}
              </span>
              <span className="truncate text-xs">{me.user.name}</span>
            </span>
            <ChevronsUpDown aria-hidden className="size-4 shrink-0" />
          </>
        ) : null}
      </DropdownMenuTrigger>
      <DropdownMenuContent side="top" align="start" className="w-60">
        <DropdownMenuLabel className="flex flex-col">
          <span className="truncate text-foreground text-sm">{me.business?.name ?? "Administration"}</span>
          <span className="truncate font-normal">{me.user.name}</span>
          <span className="truncate font-normal">{me.user.email}</span>
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>Theme</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={theme} onValueChange={(choice) => setTheme(choice as ThemeChoice)}>
          <DropdownMenuRadioItem value="light">
            <Sun aria-hidden />
            Light
          </DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="dark">
            <Moon aria-hidden />
            Dark
          </DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="system">
            <Monitor aria-hidden />
            As the system
          </DropdownMenuRadioItem>
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => startTransition(() => signOut())}>
          <LogOut aria-hidden />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
