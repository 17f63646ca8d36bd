import { expect, type Page, test } from "@playwright/test";
import { simulatorUrl } from "./environment.ts";
import { signIn } from "./sign-in.ts";

// Each test is another customer, so that they can run side by side.

async function openPhone(page: Page, person: string): Promise<void> {
  await page.goto(simulatorUrl);
  await page.getByLabel("You are", { exact: true }).selectOption({ label: person });
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Message" }).fill(text);
  await page.getByRole("button", { name: "Send", exact: true }).click();
}

function messages(page: Page) {
  return page.getByRole("group", { name: "Messages" }).getByRole("listitem");
}

test("a question on the phone is answered there, and the inbox shows it without a reload", async ({
  browser,
  page,
  baseURL,
}) => {
  const office = await browser.newContext({ ...(baseURL ? { baseURL } : {}) });
  const inbox = await office.newPage();
  await signIn(inbox, "owner@napoli.example");
  await expect(inbox.locator("[data-conversation-row]").first()).toBeVisible();
  let loads = 0;
  inbox.on("framenavigated", () => {
    loads += 1;
  });

  await openPhone(page, "Ana Ruiz");
  await page.getByRole("button", { name: "do you deliver on Sundays?" }).click();
  const answer = messages(page).filter({ hasText: "We deliver within 5 km" });
  await expect(answer).toBeVisible({ timeout: 15_000 });
  await expect(answer.getByRole("img", { name: "Pizzeria Napoli sees: read" })).toBeVisible({ timeout: 15_000 });

  const row = inbox.locator("[data-conversation-row]").filter({ hasText: "Ana Ruiz" });
  await expect(row).toBeVisible();
  await expect(row).toContainText("AI");
  expect(loads).toBe(0);
  await office.close();
});

test("what the agent does not know goes to a person, who answers from the inbox", async ({
  browser,
  page,
  baseURL,
}) => {
  const office = await browser.newContext({ ...(baseURL ? { baseURL } : {}) });
  const inbox = await office.newPage();
  await signIn(inbox, "owner@napoli.example");

  await openPhone(page, "Liam Okafor");
  await write(page, "can you bake a cake shaped like a rocket for my nephew?");
  await expect(messages(page).filter({ hasText: /colleague/ })).toBeVisible({ timeout: 15_000 });

  await inbox.getByRole("link", { name: /^Needs a person/ }).click();
  await inbox.locator("[data-conversation-row]").filter({ hasText: "Liam Okafor" }).click();
  await expect(inbox.getByText(/Handed over: No stored answer fits/)).toBeVisible();
  await inbox.getByRole("textbox").fill("Yes, we can. Call us on Monday for the details.");
  await inbox.keyboard.press("Enter");

  const answer = messages(page).filter({ hasText: "Call us on Monday" });
  await expect(answer).toBeVisible({ timeout: 15_000 });
  await expect(inbox.getByText("Sofia Esposito took over")).toBeVisible();

  await write(page, "great, when are you open?");
  await expect(inbox.getByText("great, when are you open?").last()).toBeVisible({ timeout: 15_000 });
  // The agent knows the opening hours, but a person has taken over: it stays silent until it gets the conversation back.
  await page.waitForTimeout(4_000);
  await expect(messages(page).filter({ hasText: "Tuesday to Sunday" })).toHaveCount(0);
  await inbox.getByRole("button", { name: /Give back/ }).click();
  await write(page, "so when are you open?");
  await expect(messages(page).filter({ hasText: "Tuesday to Sunday" })).toBeVisible({ timeout: 15_000 });
  await office.close();
});

test("every webhook delivered twice still gives one message and one answer", async ({ page, request }) => {
  await openPhone(page, "Mei Tanaka");
  const fault = await request.post(`${simulatorUrl}/__sim/webhook_faults`, {
    data: { do: { duplicate: { n: 2, parallel: true } } },
  });
  expect(fault.ok()).toBe(true);
  try {
    await write(page, "is there parking?");
    await expect(messages(page).filter({ hasText: "car park on Via Roma" })).toBeVisible({ timeout: 15_000 });
    await page.waitForTimeout(3_000);
    await expect(messages(page).filter({ hasText: "car park on Via Roma" })).toHaveCount(1);
  } finally {
    await request.delete(`${simulatorUrl}/__sim/webhook_faults`);
  }
});
