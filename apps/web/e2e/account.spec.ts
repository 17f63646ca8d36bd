import { expect, test } from "@playwright/test";
import { signIn } from "./sign-in.ts";

test("a new owner registers and finds an empty inbox that says what to do next", async ({ page }) => {
  const email = `owner-${Date.now()}@bakery.example`;
  await page.goto("/register");
  await page.getByLabel("Business name").fill("Corner Bakery");
  await page.getByLabel("Your name").fill("Olive Owner");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("a long enough password");
  await page.getByRole("button", { name: "Create business" }).click();

  await expect(page).toHaveURL(/\/inbox$/);
  await expect(page.getByRole("heading", { name: "Connect a channel" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Try it on the phone simulator" })).toBeVisible();
});

test("registering says what is wrong beside the field and keeps what was written", async ({ page }) => {
  await page.goto("/register");
  await page.getByLabel("Business name").fill("Corner Bakery");
  await page.getByLabel("Your name").fill("Olive Owner");
  await page.getByLabel("E-mail").fill("owner@napoli.example");
  await page.getByLabel("Password").fill("short");
  await page.getByRole("button", { name: "Create business" }).click();
  await expect(page.getByText("Use at least 10 characters")).toBeVisible();
  await expect(page.getByLabel("Business name")).toHaveValue("Corner Bakery");

  await page.getByLabel("Password").fill("a long enough password");
  await page.getByRole("button", { name: "Create business" }).click();
  await expect(page.getByText("An account with this e-mail address exists already")).toBeVisible();
});

test("a wrong password is refused without saying which part was wrong", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("nobody@nowhere.example");
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText("This e-mail address and password do not belong together.")).toBeVisible();
});

test("signing in leads back to where one was going, and never to another site", async ({ page, baseURL }) => {
  await page.goto("/settings");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fsettings/);
  await signIn(page, "owner@napoli.example", "/settings");
  await expect(page).toHaveURL(/\/settings$/);
  await page.context().clearCookies();
  await signIn(page, "owner@napoli.example", "//evil.example/inbox");
  expect(new URL(page.url()).origin).toBe(new URL(baseURL ?? "").origin);
});

test("signing out ends the session, also for a copy of its cookie", async ({ page, browser, baseURL }) => {
  await signIn(page, "owner@gadgetly.example");
  const cookies = await page.context().cookies();
  await page.getByRole("button", { name: /: menu$/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);

  const thief = await browser.newContext({ ...(baseURL ? { baseURL } : {}) });
  await thief.addCookies(cookies);
  const stolen = await thief.newPage();
  await stolen.goto("/inbox");
  await expect(stolen).toHaveURL(/\/sign-in/);
  await thief.close();
});

test("the administration is for super admins alone", async ({ page }) => {
  await signIn(page, "owner@napoli.example");
  await page.goto("/admin");
  await expect(page).toHaveURL(/\/inbox/);

  await page.context().clearCookies();
  await signIn(page, "admin@frontdesk.example", "/admin");
  await expect(page.getByText("Pizzeria Napoli")).toBeVisible();
  await expect(page.getByText("Bright Smile Dental Clinic")).toBeVisible();
  await expect(page.getByText("Gadgetly Online Store")).toBeVisible();
});
