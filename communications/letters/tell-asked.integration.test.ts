import { expect, test } from "vitest";
import { minutesLater, noon, openOnCheckout, stage } from "@/communications/testing/stage";
import { tick } from "@/communications/tick";
import type { Context } from "@/db/context";
import { makeUser } from "@/db/factories";
import { personalLetters } from "@/db/schema/subscribers";
import { acceptRole } from "@/status/incidents/roles/accept-role";
import { offerRole } from "@/status/incidents/roles/offer-role";

const scene = stage();
const publish = async (version: number) => version;
const step = (now: Date) => tick({ db: scene.db, now }, null, publish);
const lettersTo = async (address: string) =>
  (await scene.db.select().from(personalLetters)).filter((letter) => letter.address === address);

test("who is offered a role gets one letter, however often the clock ticks; who comes next gets the next", async () => {
  const { incidentId } = await openOnCheckout(scene);
  const priya = await makeUser(scene.db, { name: "Priya", email: "priya@larkfield.example" });
  await makeUser(scene.db, { name: "Olga", email: "olga@larkfield.example", role: "owner" });
  await offerRole(scene.liaison(), { incidentId, role: "customer_liaison", userId: priya.id });
  for (let i = 0; i < 3; i++) expect((await step(noon)).faults).toEqual([]);
  const [letter, ...more] = await lettersTo("priya@larkfield.example");
  expect(more).toEqual([]);
  expect(letter).toMatchObject({
    kind: "role_offer",
    subject: "You are asked to be customer liaison: Card payments fail",
  });
  expect(letter!.text).toContain("Ines asks you");
  expect(letter!.text).toContain(`/desk/incidents/${incidentId}`);
  expect(await lettersTo("olga@larkfield.example")).toEqual([]);
  await step(minutesLater(2));
  const [next] = await lettersTo("olga@larkfield.example");
  expect(next!.text).toContain("Nobody answered before you.");
  expect(await lettersTo("priya@larkfield.example")).toHaveLength(1);
});

test("an offer that is over before its letter was written needs none", async () => {
  const { incidentId } = await openOnCheckout(scene);
  const tomasz = await makeUser(scene.db, { name: "Tomasz", email: "tomasz@larkfield.example" });
  const asTomasz: Context = {
    db: scene.db,
    now: noon,
    actor: { kind: "user", id: tomasz.id, role: "liaison", name: "Tomasz" },
  };
  const { offerId } = await offerRole(scene.liaison(), { incidentId, role: "scribe", userId: tomasz.id });
  await acceptRole(asTomasz, { offerId });
  await step(noon);
  expect(await lettersTo("tomasz@larkfield.example")).toEqual([]);
});
