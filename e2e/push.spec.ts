import type { Page } from "@playwright/test";
import { makeBrowser } from "@/communications/channels/testing/browser";
import { type HookDouble, startHookDouble } from "@/communications/channels/testing/hook-double";
import { wires } from "@/communications/channels/testing/wires";
import { expect, test } from "./fixtures";

test.use({ demo: false, env: { OUTBOUND_ALLOW: "127.0.0.1" } });

/** A browser's push service, played on loopback: none is called from here. */
let service: HookDouble;
test.beforeAll(async () => {
  service = await startHookDouble(wires.push);
});
test.afterAll(() => service.close());

/** Hands what the service got to the page's worker, as a browser does. */
async function deliver(page: Page, origin: string, said: object): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const found = new Promise<string>((resolve) =>
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const [registration] = registrations;
      if (registration) resolve(registration.registrationId);
    }),
  );
  await session.send("ServiceWorker.enable");
  const registrationId = await found;
  await session.send("ServiceWorker.deliverPushMessage", {
    origin,
    registrationId,
    data: JSON.stringify(said),
  });
}

const shown = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration("/subscribe/push");
    const notifications = (await registration?.getNotifications()) ?? [];
    return notifications.map(({ title }) => title);
  });

test("a browser subscribes with one press, and the message that it shows confirms it", async ({
  page,
  stack,
  context,
  signIn,
}) => {
  const browser = makeBrowser(`${service.url}/send/1`);
  await context.grantPermissions(["notifications"], { origin: stack.url });
  await page.addInitScript((address) => {
    PushManager.prototype.getSubscription = async () => null;
    PushManager.prototype.subscribe = async () => JSON.parse(address);
  }, browser.address);
  const faults: string[] = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));

  await page.goto(`${stack.url}/subscribe/push`);
  await page.getByRole("button", { name: "Notify me in this browser" }).click();
  await expect(page.getByRole("heading", { name: "Your browser shows you a message" })).toBeVisible();
  await expect.poll(() => service.taken.length).toBe(1);
  const said = browser.read(service.taken[0]!.body);
  expect(said.kind).toBe("confirm");

  await page.goto(`${stack.url}/subscribe/push`);
  await deliver(page, stack.url, said);
  await expect.poll(() => shown(page)).toEqual([said.confirmed.title]);
  await page.goto(said.url);
  await expect(page.getByRole("heading", { name: "This link has been used" })).toBeVisible();
  await signIn();
  await page.goto(`${stack.url}/desk/subscribers`);
  await expect(page.getByText("Browser 127.0.0.1")).toBeVisible();
  expect(faults).toEqual([]);
});

test("a browser that blocks messages, and one without scripts, is told what to do", async ({
  browser,
  stack,
}) => {
  const blocking = await browser.newPage({ permissions: [] });
  await blocking.goto(`${stack.url}/subscribe/push`);
  await expect(blocking.getByText("scripts are switched off here")).toHaveCount(0);
  await blocking.getByRole("button", { name: "Notify me in this browser" }).click();
  await expect(blocking.getByRole("status").last()).toContainText(/blocks messages|did not get an answer/);
  await blocking.close();
  const plain = await browser.newPage({ javaScriptEnabled: false });
  await plain.goto(`${stack.url}/subscribe/push`);
  await expect(plain.getByText("scripts are switched off here")).toBeVisible();
  await expect(plain.getByRole("button", { name: "Notify me in this browser" })).toBeDisabled();
  await plain.close();
});
