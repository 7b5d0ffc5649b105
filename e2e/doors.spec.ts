import { openDatabase } from "@/db/client";
import { makeAudience } from "@/db/factories";
import { secondFactors } from "@/db/schema/second-factors";
import { signInProviders } from "@/db/schema/sign-in-providers";
import { codeAt } from "@/status/second-factor/totp";
import { admin, expect, test } from "./fixtures";
import { client, startOpenId } from "./openid";

test.use({ env: { JOURNEY: "doors", OUTBOUND_ALLOW: "localhost, 127.0.0.1, ::1" } });

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
    await page.getByRole("button", { name: /^Sign it out: session / }).click();
    await expect(theirs).toHaveCount(1, { timeout: 5_000 });
  }).toPass();
  await elsewhere.reload();
  await expect(elsewhere.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await elsewhere.context().close();

  const { db, close } = await openDatabase(stack.databaseUrl);
  await db.delete(secondFactors);
  await close();
});

test("people come in by a real OpenID provider: as what their groups say, to the desk or to their private page", async ({
  page,
  stack,
  signIn,
  browser,
}) => {
  const openId = await startOpenId();
  const { db, close } = await openDatabase(stack.databaseUrl);
  await signIn();
  const audience = await makeAudience(db, { name: "Board", slug: "board" });
  await page.goto(`${stack.url}/desk/settings/sign-in`);
  await test.step("an owner adds the provider and says what its groups are", async () => {
    const form = page.getByRole("form", { name: "Add a provider" });
    await expect(async () => {
      if (!(await form.isVisible())) await page.getByText("Add a provider").click();
      await form.getByLabel("Name", { exact: true }).fill("Larkfield ID");
      await form.getByLabel("Issuer").fill(openId.issuer);
      await form.getByLabel("Client id").fill(client.id);
      await form.getByLabel("Client secret").fill(client.secret);
      await form.getByLabel("Mail domains").fill("larkfield.example");
      await form.getByRole("button", { name: "Add the provider" }).click();
      await expect(page.getByText("Tell it this address")).toBeVisible({ timeout: 5_000 });
    }).toPass();
    openId.sendBackTo((await page.getByText("/api/auth/callback/sso-").textContent())!);
    const groups = page.getByRole("form", { name: "Groups of Larkfield ID" });
    for (const [group, makes] of [
      ["responders", "role liaison"],
      ["board", `audience ${audience.id}`],
    ] as const) {
      if (!(await groups.isVisible())) await page.getByText(/^Groups: /).click();
      await groups.getByLabel("Group", { exact: true }).fill(group);
      await groups.getByLabel("Makes of its people").selectOption(makes);
      await groups.getByRole("button", { name: "Map the group" }).click();
      await expect(page.getByText(new RegExp(`^${group} → `))).toBeVisible();
    }
  });
  const comeIn = async (name: string, path: string, groups: string[]) => {
    openId.groups = groups;
    const other = await (await browser.newContext()).newPage();
    await other.goto(stack.url + path);
    if (path.startsWith("/s/")) await other.getByRole("link", { name: "company's sign-in" }).click();
    await other.getByRole("button", { name: "Sign in with Larkfield ID" }).click();
    await other.getByPlaceholder("Enter any login").fill(name);
    await other.getByPlaceholder("and password").fill("whatever");
    await other.getByRole("button", { name: "Sign-in" }).click();
    await other.getByRole("button", { name: "Continue" }).click();
    return other;
  };

  await test.step("a responder is in, with an account made just now, and PKCE, state and nonce were sent", async () => {
    const rosa = await comeIn("rosa", "/desk/incidents", ["responders"]);
    await expect(rosa.getByRole("heading", { level: 1, name: "Incidents" })).toBeVisible();
    await expect(rosa.getByText(/^Liaison\s*rosa by sign-in$/)).toBeVisible();
    const [asked] = openId.asked;
    expect(asked!.get("code_challenge_method")).toBe("S256");
    for (const part of ["code_challenge", "state", "nonce"])
      expect(asked!.get(part)!.length).toBeGreaterThan(20);
    await rosa.context().close();
  });
  await test.step("somebody of the board sees their private page, and nothing of the desk", async () => {
    const bo = await comeIn("bo", "/s/board", ["board"]);
    await expect(bo.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(bo.getByText("signed in as bo by sign-in")).toBeVisible();
    await bo.goto(`${stack.url}/desk`);
    await expect(bo.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await bo.context().close();
  });
  await test.step("a stranger to every group is told so, and an answer that we did not ask for is refused", async () => {
    const eve = await comeIn("eve", "/desk", ["others"]);
    await expect(eve.locator("p[role=alert]")).toContainText("nothing here is open to you");
    const [{ id } = { id: "" }] = await db.select().from(signInProviders);
    await eve.goto(`${stack.url}/api/auth/callback/sso-${id}?code=abc&state=forged`);
    await expect(eve.locator("p[role=alert]")).toContainText("did not let you through");
    await eve.context().close();
  });
  await close();
  openId.stop();
});

/** Every kind of surface: readers', subscribers', stakeholders', approvers', the desk's, machines', and errors. */
const surfaces = {
  pages: ["/", "/history", "/no-such-page", "/subscribe", "/confirm/none", "/manage/none", "/leave/none"],
  private: ["/s/board", "/s/board/in/none", "/approve/none", "/summons/none"],
  desk: ["/sign-in", "/sign-in/company", "/sign-in/sent", "/sign-in/invited/none", "/desk/incidents"],
  machines: [
    "/api/v2/status.json",
    "/feed.json",
    "/history.atom",
    "/page.js",
    "/api/health",
    "/api/auth/csrf",
  ],
  refused: ["/api/v1/key", "/api/tick", "/%ff", "/p/public"],
};

test("every surface says what browsers must keep to, and nothing another site sends is taken", async ({
  stack,
}) => {
  for (const path of Object.values(surfaces).flat()) {
    const { headers, status } = await fetch(stack.url + path, {
      headers: { accept: "text/html" },
      redirect: "manual",
    });
    const said = `${path} (${status}): ${JSON.stringify(Object.fromEntries(headers))}`;
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy, said).toMatch(/default-src '(none|self)'/);
    expect(policy, said).toContain("frame-ancestors 'none'");
    expect(policy, said).not.toMatch(/script-src[^;]*'unsafe/);
    expect(policy, said).not.toMatch(/, default-src/);
    expect(headers.get("x-content-type-options"), said).toBe("nosniff");
    expect(headers.get("referrer-policy"), said).toMatch(
      /^(same-origin|no-referrer|strict-origin-when-cross-origin)$/,
    );
    expect(headers.get("permissions-policy"), said).toContain("camera=()");
    expect(headers.get("cross-origin-opener-policy"), said).toBe("same-origin");
    expect(headers.get("x-powered-by"), said).toBeNull();
  }
  for (const path of [
    "/subscribe",
    "/s/board/link",
    "/desk/drafts",
    "/sign-in/code/check",
    "/api/auth/signout",
  ]) {
    const answer = await fetch(stack.url + path, {
      method: "POST",
      headers: { "sec-fetch-site": "cross-site", origin: "https://evil.example" },
      body: new URLSearchParams({ email: "a@example.com" }),
    });
    expect(answer.status, path).toBe(403);
  }
});
