import type { Page } from "@playwright/test";
import { admin, expect, test } from "./fixtures";
import { letters, letterTo, linkIn } from "./letters";

test.use({ demo: true });

async function askForLink(page: Page, url: string, email: string) {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("Email for the link").fill(email);
  await page.getByRole("button", { name: "Mail me a sign-in link" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  return (await page.getByRole("main").textContent()) ?? "";
}

test("a mailed link signs in once, after a press; a scanner that opens it uses nothing up", async ({
  page,
  stack,
  browser,
}) => {
  await askForLink(page, stack.url, admin.email);
  const link = linkIn(await letterTo(stack, admin.email, /sign in/i), /sign-in|auth/);
  await fetch(link);
  await page.goto(link);
  await page.getByRole("button", { name: /sign in/i }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Now" })).toBeVisible();

  const thief = await (await browser.newContext()).newPage();
  await thief.goto(link);
  await thief.getByRole("button", { name: /sign in/i }).click();
  await expect(thief.getByText("This link was used already")).toBeVisible();
  await thief.goto(`${stack.url}/desk`);
  await expect(thief).toHaveURL(/\/sign-in/);
});

test("asking for a link tells nobody who has an account, and a wrong password says so", async ({
  page,
  stack,
}) => {
  const known = await askForLink(page, stack.url, admin.email);
  const unknown = await askForLink(page, stack.url, "nobody@example.com");
  expect(unknown.replace("nobody@example.com", admin.email)).toBe(known);
  expect(letters(stack, "nobody@example.com")).toEqual([]);
  await page.goto(`${stack.url}/sign-in`);
  await page.getByLabel("Email", { exact: true }).fill(admin.email);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText("do not fit together")).toBeVisible();
});

test("a viewer looks at everything and changes nothing; signed out, nobody looks", async ({
  page,
  stack,
  signIn,
  browser,
}) => {
  await signIn();
  await page.goto(`${stack.url}/desk/settings`);
  const form = page.getByRole("form", { name: "Add a person" });
  await form.getByLabel("Name").fill("Vera Lind");
  await form.getByLabel("Email").fill("vera@example.com");
  await form.getByLabel("Role").selectOption("viewer");
  await form.getByLabel("First password").fill("a password for Vera");
  await form.getByRole("button", { name: "Add person" }).click();
  await expect(page.getByText("vera@example.com")).toBeVisible();

  const vera = await (await browser.newContext()).newPage();
  await vera.goto(`${stack.url}/desk/incidents`);
  await vera.getByLabel("Email", { exact: true }).fill("vera@example.com");
  await vera.getByLabel("Password").fill("a password for Vera");
  await vera.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(vera).toHaveURL(/\/desk\/incidents$/);
  await vera
    .getByRole("main")
    .getByRole("link", { name: /Checkout is failing/ })
    .click();
  await expect(vera.getByText("We found the cause").first()).toBeVisible();
  await expect(vera.getByRole("link", { name: /write update/i })).toHaveCount(0);
  await vera.goto(`${stack.url}/desk/incidents/new`);
  await expect(vera.getByRole("heading", { name: "Not for viewers" })).toBeVisible();
  await vera.goto(`${stack.url}/desk/services`);
  await expect(vera.getByRole("button", { name: /^(Add|Move|Hide|Retire)/ })).toHaveCount(0);

  await vera.goto(`${stack.url}/desk`);
  await vera.getByRole("button", { name: "Sign out" }).click();
  await vera.goto(`${stack.url}/desk/subscribers`);
  await expect(vera).toHaveURL(/\/sign-in/);
});
