import { expect, test } from "./fixtures";

test.use({ demo: true, javaScriptEnabled: false });

test("the public page is whole without JavaScript", async ({ page, stack }) => {
  const requests: string[] = [];
  page.on("request", (request) => requests.push(new URL(request.url()).pathname));
  const answer = await page.goto(stack.url);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText(/next update by/i).first()).toBeVisible();
  await expect(page.getByText(/as of/i).first()).toBeVisible();
  await expect(page.getByText("Storefront").first()).toBeVisible();
  const policy = answer!.headers()["content-security-policy"]!;
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  // The page itself, and at most its icon and its one small script.
  expect(requests.filter((path) => !["/", "/favicon.svg", "/page.js"].includes(path))).toEqual([]);
});

test("incidents, months and planned work are reached by links, and what does not exist is a 404 in our look", async ({
  page,
  stack,
}) => {
  await page.goto(stack.url);
  await page
    .getByRole("link", { name: /full timeline/i })
    .first()
    .click();
  await expect(page).toHaveURL(/\/incidents\/[a-z0-9]{12}/);
  await page.getByRole("link", { name: "History" }).first().click();
  await expect(page).toHaveURL(/\/history/);
  for (const path of ["/nothing-here", "/incidents/aaaaaaaaaaaa", "/history/1999-01"]) {
    const answer = await page.goto(stack.url + path);
    expect(answer!.status(), path).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("There is no page here");
  }
});

test("the forms work: subscribe, and the answer does not say whether an address is known", async ({
  page,
  stack,
}) => {
  const said: string[] = [];
  for (const address of ["new-reader@example.com", "new-reader@example.com"]) {
    await page.goto(`${stack.url}/subscribe`);
    await page.getByLabel("Email", { exact: true }).fill(address);
    await page.getByRole("button", { name: /link to confirm/i }).click();
    said.push((await page.getByRole("main").textContent()) ?? "");
  }
  expect(said[1]).toBe(said[0]);
});
