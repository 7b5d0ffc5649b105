import { isOpen } from "@/communications/subscribers/ways";
import { Check, Checks, Field, Select, TextArea } from "@/components/desk/field";
import { channelWords } from "@/components/ui/words";
import { channels } from "@/lib/vocabulary";
import { languageNames } from "@/lib/words";
import type { WholeAudience } from "@/status/audiences/read-audience-facts";
import { channelsInOrder } from "./channels-in-order";

type Facts = Omit<WholeAudience, "id" | "slug" | "name" | "approvals"> & { slug?: string; name?: string };
const order = { first: "First by", second: "Then by", last: "At last by" };

/** Everything that is decided about an audience beforehand, besides who belongs to it. */
export function FactsFields({ facts, services }: { facts: Facts; services: { id: string; name: string }[] }) {
  const open = channels.filter((channel) => channel !== "push" && isOpen(channel));
  return (
    <>
      <Field name="name" label="Name" defaultValue={facts.name} hint="Like “Executives”." required />
      <Field
        name="slug"
        label="Address of its page"
        defaultValue={facts.slug}
        hint="What comes after /s/. When it changes, links in older letters end."
        required
      />
      <Field
        name="account"
        label="Customer account"
        defaultValue={facts.account ?? ""}
        hint="When it is one customer: their page then shows only their services and what hurts those."
      />
      <Field name="timeZone" label="Time zone" defaultValue={facts.timeZone} required />
      <Select name="language" label="Language" defaultValue={facts.language}>
        {Object.entries(languageNames).map(([language, name]) => (
          <option key={language} value={language}>
            {name}
          </option>
        ))}
      </Select>
      <TextArea
        name="tone"
        label="How to write for them"
        rows={2}
        defaultValue={facts.tone ?? ""}
        hint="A sentence for whoever writes."
      />
      <Checks name="mayExpectResolution" legend="Time of resolution">
        <Check
          name="mayExpectResolution"
          label="Their words may hold an expected time of resolution, marked as an expectation"
          defaultChecked={facts.mayExpectResolution}
        />
      </Checks>
      {channelsInOrder.map((place, index) => (
        <Select
          key={place}
          name={`channel-${place}`}
          label={order[place]}
          hint={index === 1 ? "Tried when the one before failed. A rule may give another order." : undefined}
          defaultValue={facts.channels[index] ?? ""}
        >
          {index > 0 && <option value="">nothing more</option>}
          {open.map((channel) => (
            <option key={channel} value={channel}>
              {channelWords[channel]}
            </option>
          ))}
        </Select>
      ))}
      <Checks name="serviceIds" legend="Services that matter to them (none: as on the public page)">
        {services.map(({ id, name }) => (
          <Check
            key={id}
            name="serviceIds"
            value={id}
            label={name}
            defaultChecked={facts.serviceIds.includes(id)}
          />
        ))}
      </Checks>
    </>
  );
}
