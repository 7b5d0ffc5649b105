import { ActionForm, Submit } from "@/components/desk/action-form";
import { Field } from "@/components/desk/field";
import { channelWords } from "@/components/ui/words";
import type { Channel } from "@/lib/vocabulary";
import { decideAction, retryAction } from "./actions";

type Props = { updateId: string; channel: Channel; n: number; recipientId?: string };

/** Lets a person send again what was refused, with a reason. */
export function RetryFailedForm({ updateId, channel, n, recipientId }: Props) {
  const what = recipientId ? "it" : `${n.toLocaleString("en-GB")} failed`;
  return (
    <ActionForm
      action={retryAction}
      label={`Try the failed ones again, ${channelWords[channel]}`}
      className="row mt-4 max-w-3xl"
      done="They are tried again."
    >
      <Hidden updateId={updateId} channel={channel} recipientId={recipientId} />
      <Field
        name="reason"
        label={`${channelWords[channel]}: why try again?`}
        hint="What was wrong, and why it is not any more."
        required
      />
      <Submit kind="btn q">Try {what} again</Submit>
    </ActionForm>
  );
}

/** Lets a person say what became of messages that nobody answered for. */
export function DecideUnknownForm({ updateId, channel, n, recipientId }: Props) {
  const which = recipientId
    ? "Nobody knows whether this message arrived."
    : `Of ${n.toLocaleString("en-GB")} by ${channelWords[channel]}, nobody knows whether they arrived.`;
  return (
    <ActionForm
      action={decideAction}
      label={`Decide about unknown ones, ${channelWords[channel]}`}
      className="said warn max-w-3xl"
      done="Noted."
    >
      <p>
        <b>{which}</b> The provider took no answer back to us, so nothing sends them again by itself. Look at
        the provider's own log, then decide.
      </p>
      <Hidden updateId={updateId} channel={channel} recipientId={recipientId} />
      <div className="row mt-2">
        <Field name="reason" label="How do you know?" required />
        <Submit kind="btn q" name="decision" value="arrived">
          It arrived
        </Submit>
        <Submit kind="btn q" name="decision" value="again">
          Send again
        </Submit>
      </div>
    </ActionForm>
  );
}

function Hidden({ updateId, channel, recipientId }: Omit<Props, "n">) {
  return (
    <>
      <input type="hidden" name="updateId" value={updateId} />
      <input type="hidden" name="channel" value={channel} />
      {recipientId && <input type="hidden" name="recipientId" value={recipientId} />}
    </>
  );
}
