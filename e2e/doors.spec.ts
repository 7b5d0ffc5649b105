import { openDatabase } from "@/db/client";
import { secondFactors } from "@/db/schema/second-factors";
import { codeAt } from "@/status/second-factor/totp";
import { admin, expect, test } from "./fixtures";

test.use({ env: { JOURNEY: "doors" } });

test("a second factor is set up, asked for, and a lost phone is no lost account", async ({
  page,
  stack,
  signIn,
  browser,
}) => {
  await signIn();
  await page.goto(`${stack.url}/desk/settings/you`);
  const begin = page.getByRole("form", { name: "Set up the second factor" });
  const confirm = page.getByRole("form", { name: "Confirm the second factor" });
  await expect(async () => {
    await begin.getByLabel("Your password").fill(admin.password);
    await begin.getByRole("button", { name: "Set it up" }).click();
    await expect(confirm).toBeVisible({ timeout: 5_000 });
  }).toPass();
  const secret = (await confirm.locator("code").textContent())!.replaceAll(" ", "");
  await confirm.getByLabel("The code it shows now").fill(codeAt(secret, new Date()));
  await confirm.getByRole("button", { name: "Turn it on" }).click();
  await expect(page.getByText("Keep these recovery codes.")).toBeVisible();
  const code = (await page.getByRole("status").locator("code").first().textContent())!;

  const elsewhere = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await elsewhere.goto(`${stack.url}/desk/settings/you`);
  await elsewhere.getByLabel("Email", { exact: true }).fill(admin.email);
  await elsewhere.getByLabel("Password").fill(admin.password);
  await elsewhere.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(elsewhere.getByRole("heading", { name: "Your code" })).toBeVisible();
  await elsewhere.goto(`${stack.url}/desk/incidents`);
  await expect(elsewhere.getByRole("heading", { name: "Your code" })).toBeVisible();
  await elsewhere.getByLabel("Code", { exact: true }).fill("000000");
  await elsewhere.getByRole("button", { name: "Go on" }).click();
  await expect(elsewhere.getByRole("alert")).toContainText("does not fit");
  await elsewhere.getByLabel("Code", { exact: true }).fill(code);
  await elsewhere.getByRole("button", { name: "Go on" }).click();
  await expect(elsewhere.getByRole("button", { name: "Sign out" })).toBeVisible();

  await page.reload();
  const theirs = page.getByRole("listitem").filter({ hasText: "With the password" });
  await expect(theirs).toHaveCount(2);
  await expect(async () => {
    await page.getByRole("button", { name: /^Sign out .* on / }).click();
    await expect(theirs).toHaveCount(1, { timeout: 5_000 });
  }).toPass();
  await elsewhere.reload();
  await expect(elsewhere.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await elsewhere.context().close();

  const { db, close } = await openDatabase(stack.databaseUrl);
  await db.delete(secondFactors);
  await close();
});
