/** Asks the browser for its address and sends the form with it (push-page.tsx). Says what is in the way. */

const form = document.querySelector("form[data-key]");
const button = form.querySelector("button");
const say = (name) => {
  form.querySelector("[role=status]").textContent = name ? form.dataset[name] : "";
};

document.getElementById("without-script").remove();
const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
if (!able) say("unsupported");
else {
  button.disabled = false;
  if (Notification.permission === "denied") say("blocked");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    button.disabled = true;
    say("working");
    ask().then(
      (problem) => {
        if (problem) say(problem);
        button.disabled = false;
      },
      () => {
        say("failed");
        button.disabled = false;
      },
    );
  });
}

/** Answers what is in the way; null when the form is on its way. */
async function ask() {
  const permission = await Notification.requestPermission();
  if (permission !== "granted") return permission === "denied" ? "blocked" : "dismissed";
  await navigator.serviceWorker.register("/push-worker.js", { scope: "/subscribe/push" });
  const { pushManager } = await navigator.serviceWorker.ready;
  form.elements.address.value = JSON.stringify(await subscription(pushManager));
  form.submit();
  return null;
}

/** The one it has, if it is bound to our key as it is now; else a new one. */
async function subscription(pushManager) {
  const known = await pushManager.getSubscription();
  if (known && keyOf(known) === form.dataset.key) return known;
  await known?.unsubscribe();
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: form.dataset.key });
}

const keyOf = ({ options }) =>
  btoa(String.fromCharCode(...new Uint8Array(options.applicationServerKey ?? [])))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
