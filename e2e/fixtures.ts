import { test as base, expect } from "@playwright/test";
import { type Stack, startStack } from "./stack";

export const admin = { email: "owner@example.com", password: "a long enough password" };

type Options = {
  demo: boolean;
  undoSeconds: number;
  /** More of its environment. */
  env: Record<string, string>;
};
type Fixtures = {
  /** Signs the page in at the desk as the owner. */
  signIn: () => Promise<void>;
  /** Presses a shortcut of the desk, as soon as its page listens. */
  press: (...keys: string[]) => Promise<void>;
  /** Where a journey fails, the report shows what the product last said. */
  lastWords: undefined;
};

/** Lines of the product's output beside a failure. */
const wordsMax = 30;

/** A running product for the tests of a file; `test.use({ demo })` says whether it tells the demo story, `undoSeconds` how long an update can be taken back. */
export const test = base.extend<Fixtures, Options & { stack: Stack }>({
  demo: [false, { option: true, scope: "worker" }],
  undoSeconds: [0, { option: true, scope: "worker" }],
  env: [{}, { option: true, scope: "worker" }],
  stack: [
    async ({ demo, undoSeconds, env }, use) => {
      const stack = await startStack({
        ...{ demo, adminEmail: admin.email, adminPassword: admin.password },
        env: { UNDO_SECONDS: String(undoSeconds), ...env },
      });
      await use(stack);
      await stack.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  lastWords: [
    async ({ stack }, use, info) => {
      await use(undefined);
      if (info.status === info.expectedStatus) return;
      const body = stack.output().trim().split("\n").slice(-wordsMax).join("\n");
      await info.attach("what the product last said", { body, contentType: "text/plain" });
    },
    { auto: true },
  ],
  press: async ({ page }, use) => {
    await use(async (...keys) => {
      await page.locator("dialog[data-listening]").waitFor({ state: "attached" });
      for (const key of keys) await page.keyboard.press(key);
    });
  },
  signIn: async ({ page, stack }, use) => {
    await use(async () => {
      await page.goto(`${stack.url}/sign-in`);
      await page.getByLabel("Email", { exact: true }).fill(admin.email);
      await page.getByLabel("Password").fill(admin.password);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Now" })).toBeVisible();
    });
  },
});

export { expect };
