import type { SubscriberLine } from "@/communications/subscribers/list-subscribers";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { Field } from "@/components/desk/field";
import { formatTime, type Zone } from "@/lib/zoned-time";
import { writeAgainAction } from "./actions";

const words = { bounced: "Not written to: mail bounced", complained: "Not written to: called it unwanted" };

/** Why an address is not written to, and the way to write to it again. */
export function Suppressed({
  one,
  why,
  zone,
  may,
}: {
  one: Pick<SubscriberLine, "id" | "address">;
  why: NonNullable<SubscriberLine["suppressed"]>;
  zone: Zone;
  may: boolean;
}) {
  return (
    <div className="s">
      <p className="bad">
        {words[why.reason]}, {formatTime(why.since, "dayZoned", zone)}
      </p>
      {why.detail && <p className="mute">{why.detail}</p>}
      {may && (
        <details>
          <summary aria-label={`Write to ${one.address} again`}>Write to them again</summary>
          <ActionForm action={writeAgainAction} label={`Write to ${one.address} again`} className="row">
            <input type="hidden" name="id" value={one.id} />
            <Field name="reason" label="Why does it work again?" required />
            <Submit kind="btn q">Write again</Submit>
          </ActionForm>
        </details>
      )}
    </div>
  );
}
