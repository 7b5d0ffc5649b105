import type { Metadata } from "next";
import { mayAct, requireDesk } from "@/app/desk-context";
import { isOpen, readByMany } from "@/communications/subscribers/ways";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { Check, Checks, Field, Select } from "@/components/desk/field";
import { NotAllowed } from "@/components/desk/not-allowed";
import { PageHead } from "@/components/desk/page-head";
import { channelWords, detailWords } from "@/components/ui/words";
import { channels } from "@/lib/vocabulary";
import { readPage } from "@/status/page/read-page";
import { shownServices } from "@/status/public/shown-services";
import { addByHandAction } from "../actions";

export const metadata: Metadata = { title: "Add a subscriber" };

/** One person by hand: with the source of their consent, or asked to confirm. */
export default async function AddSubscriber() {
  const ctx = await requireDesk();
  if (!mayAct(ctx)) return <NotAllowed what="change who hears from you" />;
  const page = await readPage(ctx);
  const services = await shownServices(ctx.db, page.id);
  const many = new Intl.ListFormat("en-GB").format([...readByMany].map((channel) => channelWords[channel]));
  return (
    <>
      <PageHead title="Add a subscriber" renderedAt={ctx.now} zone={page} />
      <section className="sec max-w-2xl">
        <ActionForm
          action={addByHandAction}
          label="Add a subscriber"
          done="Saved. Who is asked to confirm stands in the list once they have pressed the button."
        >
          <Select name="channel" label="How">
            {channels
              .filter((channel) => channel !== "push" && isOpen(channel))
              .map((channel) => (
                <option key={channel} value={channel}>
                  {channelWords[channel]}
                </option>
              ))}
          </Select>
          <Field
            name="address"
            label="Address"
            hint="Email address, URL, or phone number with its country."
            required
          />
          <Field
            name="contact"
            label="Who is told when it keeps failing"
            type="email"
            hint={`An email address, for ${many}.`}
          />
          <Select name="detail" label="How much">
            <option value="">As usual for the channel</option>
            {Object.entries(detailWords).map(([detail, words]) => (
              <option key={detail} value={detail}>
                {words}
              </option>
            ))}
          </Select>
          <Checks name="service" legend="Only these services (none: all)">
            {services.map(({ id, name }) => (
              <Check key={id} name="service" value={id} label={name} />
            ))}
          </Checks>
          <Field
            name="source"
            label="How do you know that they want it?"
            hint="“Asked on the phone, 23 November.” With this they are added at once. Without it they get a message with a link to confirm."
          />
          <p className="mt-4">
            <Submit>Add</Submit>
          </p>
        </ActionForm>
      </section>
    </>
  );
}
