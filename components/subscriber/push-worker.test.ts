import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { beforeEach, expect, test, vi } from "vitest";

const source = readFileSync("components/subscriber/push-worker.mjs", "utf8");
const update = {
  kind: "update",
  title: "Checkout: degraded",
  body: "Cards are slow.",
  url: "https://status.example/incidents/1",
  tag: "1",
  manage: { url: "https://status.example/manage/x", title: "Change or stop" },
};
const asks = {
  kind: "confirm",
  title: "May Larkfield notify this browser?",
  body: "Press here to confirm.",
  url: "https://status.example/confirm/the-token",
  tag: "confirm",
  confirmed: { title: "Larkfield notifies this browser", body: "Done." },
};

let listeners: Record<string, (event: object) => void>;
const shown = vi.fn(async (_title: string, _options: object) => undefined);
const opened = vi.fn(async (_url: string) => undefined);
const focused = vi.fn();
const calls = vi.fn(async (_url: string, _init: RequestInit) => ({ ok: true }));
let windows: { url: string; focus: () => void }[];

beforeEach(() => {
  vi.clearAllMocks();
  listeners = {};
  windows = [];
  const self = {
    addEventListener: (name: string, listener: (event: object) => void) => {
      listeners[name] = listener;
    },
    registration: { showNotification: shown },
    clients: { matchAll: async () => windows, openWindow: opened },
  };
  runInNewContext(source, { self, fetch: calls, URLSearchParams });
});

async function happen(name: string, event: object): Promise<void> {
  let done: Promise<void> | undefined;
  listeners[name]!({
    ...event,
    waitUntil: (promise: Promise<void>) => {
      done = promise;
    },
  });
  await done;
}
const arrive = (said: object) => happen("push", { data: { json: () => said } });
const press = (action: string) => {
  const notification = { close: vi.fn(), data: { url: update.url, manage: update.manage.url } };
  return happen("notificationclick", { action, notification });
};

test("shows what came, once for each incident, with the way to change or stop", async () => {
  await arrive(update);
  expect(shown).toHaveBeenCalledExactlyOnceWith(update.title, {
    body: update.body,
    tag: "1",
    renotify: true,
    data: { url: update.url, manage: update.manage.url },
    actions: [{ action: "manage", title: "Change or stop" }],
  });
  expect(calls).not.toHaveBeenCalled();
});

test("sends the token of the first message back, and says that it is done", async () => {
  await arrive(asks);
  expect(calls).toHaveBeenCalledOnce();
  const [url, { method, body }] = calls.mock.calls[0]!;
  expect([url, method, String(body)]).toEqual(["/confirm", "POST", "token=the-token"]);
  expect(shown.mock.calls[0]).toMatchObject([asks.confirmed.title, { body: "Done.", data: { url: "/" } }]);
});

test.each([
  ["is refused", async () => ({ ok: false })],
  ["does not get through", () => Promise.reject(new Error("offline"))],
])("when that %s, the message leads to the page with the button", async (_, answer) => {
  calls.mockImplementationOnce(answer);
  await arrive(asks);
  expect(shown.mock.calls[0]).toMatchObject([asks.title, { data: { url: asks.url } }]);
});

test("a press opens the incident, or the window that shows it; the other button leads to one's choices", async () => {
  await press("");
  await press("manage");
  expect(opened.mock.calls).toEqual([[update.url], [update.manage.url]]);
  windows = [{ url: update.url, focus: focused }];
  await press("");
  expect(focused).toHaveBeenCalledOnce();
  expect(opened).toHaveBeenCalledTimes(2);
});
