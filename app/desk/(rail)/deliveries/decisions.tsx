import { ActionForm, Submit } from "@/components/desk/action-form";
import { Field, Select } from "@/components/desk/field";
import { channelWords } from "@/components/ui/words";
import type { Channel } from "@/lib/vocabulary";
import { decideAction, retryAction } from "./actions";

type Props = {
  updateId: string;
  /** How many there are on each channel; those without are left out. */
  waiting: { channel: Channel; n: number }[];
  /** When it is about one message alone. */
  recipientId?: string;
};

/** Lets a person send again what was refused, with a reason. */
export function RetryFailedForm({ updateId, waiting, recipientId }: Props) {
  const open = waiting.filter(({ n }) => n > 0);
  if (open.length === 0) return null;
  return (
    <ActionForm
      action={retryAction}
      label="Try the failed ones again"
      className="row mt-4 max-w-3xl"
      done="They are tried again."
    >
      <Which updateId={updateId} open={open} recipientId={recipientId} />
      <Field
        name="reason"
        label="Why try again?"
        hint="What was wrong, and why it is not any more."
        required
      />
      <Submit kind="btn q">{recipientId ? "Try it again" : buttonWords(open, "Try", "failed again")}</Submit>
    </ActionForm>
  );
}

/** Lets a person say what became of messages that nobody answered for. */
export function DecideUnknownForm({ updateId, waiting, recipientId }: Props) {
  const open = waiting.filter(({ n }) => n > 0);
  if (open.length === 0) return null;
  const n = open.reduce((sum, one) => sum + one.n, 0).toLocaleString("en-GB");
  return (
    <ActionForm
      action={decideAction}
      label="Decide about unknown ones"
      className="said warn max-w-3xl"
      done="Noted."
    >
      <p>
        <b>Nobody knows whether {recipientId ? "this message" : `${n} of these messages`} arrived.</b> We
        handed over and got no answer, so nothing sends them again by itself. Look at the provider’s own log,
        then decide.
      </p>
      <div className="row mt-2">
        <Which updateId={updateId} open={open} recipientId={recipientId} />
        <Field name="reason" label="How do you know?" required />
        <Submit kind="btn q" name="decision" value="arrived">
          {recipientId ? "It arrived" : "They arrived"}
        </Submit>
        <Submit kind="btn q" name="decision" value="again">
          Send again
        </Submit>
      </div>
    </ActionForm>
  );
}

/** With several channels the button leaves the number to the choice beside it. */
const buttonWords = (open: Props["waiting"], verb: string, rest: string) =>
  open.length === 1 ? `${verb} ${open[0]!.n.toLocaleString("en-GB")} ${rest}` : `${verb} ${rest}`;

/** What the press is about; a choice only where there is one. */
function Which({
  updateId,
  open,
  recipientId,
}: {
  updateId: string;
  open: Props["waiting"];
  recipientId?: string;
}) {
  return (
    <>
      <input type="hidden" name="updateId" value={updateId} />
      {recipientId && <input type="hidden" name="recipientId" value={recipientId} />}
      {open.length === 1 ? (
        <input type="hidden" name="channel" value={open[0]!.channel} />
      ) : (
        <Select name="channel" label="Which">
          {open.map(({ channel, n }) => (
            <option key={channel} value={channel}>
              {channelWords[channel]}, {n.toLocaleString("en-GB")}
            </option>
          ))}
        </Select>
      )}
    </>
  );
}
