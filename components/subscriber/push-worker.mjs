/**
 * Shows our messages in a browser that asked for them, also while no page is open (communications/channels/push.ts
 * writes them). The first one holds a token: sending it back proves that it reached this very browser.
 */

self.addEventListener("push", (event) => {
  const said = event.data.json();
  event.waitUntil(said.kind === "confirm" ? confirm(said) : show(said));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { url, manage } = event.notification.data;
  event.waitUntil(open(event.action === "manage" ? manage : url));
});

/** A newer message about the same takes the place of the older one, and is heard all the same. */
function show({ title, body, url, tag, manage }) {
  return self.registration.showNotification(title, {
    body,
    tag,
    renotify: true,
    data: { url, manage: manage?.url },
    actions: manage ? [{ action: "manage", title: manage.title }] : [],
  });
}

/** When it cannot confirm by itself, the message leads to the page with the button. */
async function confirm(said) {
  const token = said.url.split("/").pop();
  const answer = await fetch("/confirm", { method: "POST", body: new URLSearchParams({ token }) }).catch(
    () => null,
  );
  await show(answer?.ok ? { ...said, ...said.confirmed, url: "/" } : said);
}

async function open(url) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const shown = windows.find((one) => one.url === url);
  return shown ? shown.focus() : self.clients.openWindow(url);
}
