import { createElement } from "react";
import { expect, test } from "vitest";
import { wordsFor } from "@/lib/words";
import Approval from "./approval";
import ConfirmSubscription from "./confirm-subscription";
import { renderLetter } from "./render-letter";
import RoleOffer from "./role-offer";
import SignIn from "./sign-in";
import UpdateLetter, { type UpdateLetterProps } from "./update";
import { updateSubject } from "./update-subject";

const words = wordsFor("en");
const zone = { timeZone: "UTC", language: "en" };
const props: UpdateLetterProps = UpdateLetter.PreviewProps;
const subject = (changes: Partial<UpdateLetterProps>) => updateSubject({ ...props, ...changes }, words, zone);
const window = { from: new Date("2026-11-26T02:00:00Z"), until: new Date("2026-11-26T03:30:00Z") };

test("the subject says service and state", () => {
  expect(subject({})).toBe("Checkout: partial outage, identified");
  expect(subject({ status: "resolved" })).toBe("Checkout: resolved");
});

test("with several services the subject tells the worst state and stays short", () => {
  const services = ["Checkout", "Search", "Orders"].map((name) => ({ name, state: "degraded" as const }));
  services[1] = { name: "Search", state: "major_outage" as never };
  expect(subject({ services: services.slice(0, 2) })).toBe("Checkout and Search: major outage, identified");
  expect(subject({ services })).toBe("Checkout and 2 more services: major outage, identified");
});

test("without a service the subject is the title", () => {
  expect(subject({ services: [] })).toBe("Card payments in Europe are recovering: identified");
});

test("planned work says its moment with the zone, and how it went", () => {
  expect(subject({ window, status: "scheduled" })).toBe(
    "Checkout: planned work on Thursday 26 November at 02:00 UTC",
  );
  expect(subject({ window, status: "cancelled" })).toBe("Checkout: planned work is cancelled");
});

test("both twins say the words, what comes next and when, where to read on, why, and how to leave", async () => {
  const { html, text } = await renderLetter(createElement(UpdateLetter, props));
  for (const twin of [html, text]) {
    expect(twin).toContain("No order has been lost or charged twice.");
    expect(twin).toContain("Next update by 15:00 UTC");
    expect(twin).toContain(props.url);
    expect(twin).toContain("you chose Checkout");
    expect(twin).toContain(props.manageUrl);
    expect(twin).toContain(props.leaveUrl);
    expect(twin).toContain("Card payments in Europe are recovering");
  }
  expect(html).toContain("prefers-color-scheme:dark");
  expect(html).toContain("max-width:600px");
  expect(text).not.toMatch(/<[a-z]/);
});

test("in plain text no address is followed by a mark that a mail program would take for a part of it", async () => {
  const url = "https://status.example/confirm/token";
  const texts = await Promise.all(
    [
      createElement(UpdateLetter, {
        ...props,
        url,
        manageUrl: "https://status.example/manage/x",
        leaveUrl: "https://status.example/leave/y",
      }),
      createElement(ConfirmSubscription, { ...ConfirmSubscription.PreviewProps, confirmUrl: url }),
      createElement(SignIn, { ...SignIn.PreviewProps, link: url }),
      createElement(Approval, { ...Approval.PreviewProps, link: url }),
      createElement(RoleOffer, { ...RoleOffer.PreviewProps, link: url }),
    ].map(async (letter) => (await renderLetter(letter)).text),
  );
  for (const text of texts) {
    expect(text).toContain("https://status.example/");
    expect(text).not.toMatch(/https:\S*[^\w/\s](\s|$)/);
  }
});

test("the end of an incident promises nothing more", async () => {
  const { text } = await renderLetter(
    createElement(UpdateLetter, { ...props, status: "resolved", nextUpdateBy: null }),
  );
  expect(text).toContain("This is over");
  expect(text).not.toContain("Next update by");
});

test("planned work says its window", async () => {
  const { text } = await renderLetter(
    createElement(UpdateLetter, { ...props, status: "scheduled", window, nextUpdateBy: null }),
  );
  expect(text).toContain("Thursday 26 November at 02:00 UTC to Thursday 26 November at 03:30 UTC");
});

test("what a person wrote cannot become markup", async () => {
  const { html } = await renderLetter(createElement(UpdateLetter, { ...props, title: "<script>x</script>" }));
  expect(html).not.toContain("<script>");
});

test("the same letter is the same bytes", async () => {
  const again = () => renderLetter(createElement(UpdateLetter, props));
  expect(await again()).toEqual(await again());
});

test("the personal letters carry their one link in both twins", async () => {
  const confirm = await renderLetter(createElement(ConfirmSubscription, ConfirmSubscription.PreviewProps));
  const signIn = await renderLetter(createElement(SignIn, SignIn.PreviewProps));
  for (const twin of [confirm.html, confirm.text]) expect(twin).toContain("/confirm/token");
  for (const twin of [signIn.html, signIn.text]) expect(twin).toContain("/sign-in/link");
  expect(confirm.text).toContain("48 hours");
  expect(signIn.text).toContain("10 minutes");
});
