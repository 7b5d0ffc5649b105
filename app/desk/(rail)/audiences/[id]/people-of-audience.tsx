import Link from "next/link";
import type { Stakeholder } from "@/communications/audiences/people";
import { isOpen } from "@/communications/subscribers/ways";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { Field, Select } from "@/components/desk/field";
import { MixedName } from "@/components/desk/mixed-name";
import { channelWords } from "@/components/ui/words";
import { channels } from "@/lib/vocabulary";
import { addStakeholderAction, removeStakeholderAction } from "../actions";

type Props = { audienceId: string; people: Stakeholder[]; total: number; act: boolean };

/** Who belongs to an audience, and the form to add one more. */
export function PeopleOfAudience({ audienceId, people, total, act }: Props) {
  return (
    <section className="sec" aria-labelledby="people">
      <h2 id="people">
        People <small>{total === 0 ? "nobody yet: nobody is told" : total.toLocaleString("en-GB")}</small>
      </h2>
      {people.length > 0 && (
        <div className="mt-4 overflow-x-auto">
          <table className="t">
            <thead>
              <tr>
                <th>Who</th>
                <th className="hide">Group</th>
                {act && <th>Remove</th>}
              </tr>
            </thead>
            <tbody>
              {people.map((one) => (
                <Row key={one.id} one={one} audienceId={audienceId} act={act} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {total > people.length && (
        <p className="mute mt-2">The first {people.length}. The others hear all the same.</p>
      )}
      {act && <AddForm audienceId={audienceId} />}
    </section>
  );
}

function Row({ one, audienceId, act }: { one: Stakeholder; audienceId: string; act: boolean }) {
  const called = one.name ?? one.address;
  const standing = {
    confirmed: null,
    left: "stopped our messages",
    switched_off: "keeps failing: switched off",
  };
  const quiet = one.pausedAt ? "on a pause" : standing[one.state];
  return (
    <tr>
      <td className="long">
        {one.name && <span className="block">{one.name}</span>}
        <span className={one.name ? "mute s" : undefined}>
          {one.channel !== "email" && `${channelWords[one.channel]} `}
          {one.address}
        </span>
        <MixedName name={one.name ?? ""} />
        {quiet && <span className="mute s block">{quiet}</span>}
      </td>
      <td className="hide">{one.groupName ?? <span className="mute">none</span>}</td>
      {act && (
        <td>
          <ActionForm
            action={removeStakeholderAction}
            label={`Remove ${called}`}
            confirm={`Remove ${called}? They hear nothing more, and the private page is shut to them at once.`}
          >
            <input type="hidden" name="audienceId" value={audienceId} />
            <input type="hidden" name="subscriberId" value={one.id} />
            <Submit kind="bare" label={`Remove ${called}`}>
              Remove
            </Submit>
          </ActionForm>
        </td>
      )}
    </tr>
  );
}

function AddForm({ audienceId }: { audienceId: string }) {
  const open = channels.filter((channel) => channel !== "push" && isOpen(channel));
  return (
    <div className="max-w-2xl mt-4">
      <ActionForm
        action={addStakeholderAction}
        label="Add somebody"
        done="Saved: they hear from now on."
        empties
      >
        <input type="hidden" name="audienceId" value={audienceId} />
        <Field name="address" label="Email" hint="Or what the channel below needs." required />
        <Field name="name" label="Name" autoComplete="off" />
        <Field name="group" label="Group" hint="Like “Board”. May stay empty." />
        {open.length > 1 && (
          <>
            <Select name="channel" label="How">
              {open.map((channel) => (
                <option key={channel} value={channel}>
                  {channelWords[channel]}
                </option>
              ))}
            </Select>
            <Field
              name="contact"
              label="Who is told when it keeps failing"
              type="email"
              hint="For chats and webhooks."
            />
          </>
        )}
        <p className="row mt-4">
          <Submit>Add to the audience</Submit>
          <Link className="btn q" href={`/desk/audiences/${audienceId}/import`}>
            Import a file
          </Link>
        </p>
      </ActionForm>
    </div>
  );
}
