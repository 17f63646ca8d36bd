import { expect, test } from "@playwright/test";
import { signIn } from "./sign-in.ts";

test("the pizzeria's owner sees the pizzeria's conversations and nobody else's", async ({ page }) => {
  await signIn(page, "owner@napoli.example");
  const rows = page.locator("[data-conversation-row]");
  await expect(rows.first()).toBeVisible();
  expect(await rows.count()).toBeGreaterThan(10);
  await rows.first().click();
  await expect(page).toHaveURL(/\/inbox\/[0-9a-f-]{36}/);
  await expect(page.getByRole("list", { name: /conversation|messages/i }).first()).toBeVisible();
});

test("a stranger's conversation in the address bar is not found", async ({ page, browser, baseURL }) => {
  await signIn(page, "owner@smile-dental.example");
  await page.locator("[data-conversation-row]").first().click();
  await expect(page).toHaveURL(/\/inbox\/[0-9a-f-]{36}/);
  const foreign = new URL(page.url()).pathname;

  const other = await browser.newContext({ ...(baseURL ? { baseURL } : {}) });
  const stranger = await other.newPage();
  await signIn(stranger, "owner@napoli.example");
  await stranger.goto(foreign);
  await expect(stranger.getByText(/does not exist or belongs to another business/i)).toBeVisible();
  await other.close();
});

test("the views split the inbox by whose turn it is, and can be walked by keyboard", async ({ page }) => {
  await signIn(page, "owner@napoli.example");
  await page.getByRole("link", { name: /^Needs a person/ }).click();
  const rows = page.locator("[data-conversation-row]");
  await expect(rows.first()).toContainText("Needs you");
  await rows.first().focus();
  await page.keyboard.press("j");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/inbox\/[0-9a-f-]{36}/);
});
