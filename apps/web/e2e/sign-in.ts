import { expect, type Page } from "@playwright/test";
import { signInOf } from "./environment.ts";

/** Signs in on the sign-in page as one of the demo's people, and waits for the page that follows. */
export async function signIn(page: Page, email: string, next = "/inbox"): Promise<void> {
  const { password } = signInOf(email);
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}
