import { defineConfig, devices } from "@playwright/test";
import { browserArgs, likelyBrowser } from "./scripts/test/browser";

const executablePath = likelyBrowser();
const report = process.env.PLAYWRIGHT_JSON_OUTPUT_FILE;

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  // Each file starts the product; two cores carry one of them and a browser.
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 10_000 },
  // A busy machine is late now and then; the last lines say what passed only at the second try.
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: report ? [["list"], ["json", { outputFile: report }]] : [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    trace: "retain-on-failure",
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: browserArgs,
    },
  },
});
