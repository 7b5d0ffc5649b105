import Link from "next/link";
import { type DeskContext, mayAct } from "@/app/desk-context";
import { readAttention } from "@/communications/deliveries/read-attention";
import { readRestore } from "@/communications/restored/settle-restored";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { momentWords } from "@/components/desk/delivery-progress";
import { channelWords } from "@/components/ui/words";
import type { Zone } from "@/lib/zoned-time";
import { resumeAction } from "./deliveries/actions";

/** How long after a restore everybody at the desk reads of it. */
const restoredMilliseconds = 7 * 24 * 60 * 60 * 1000;

/** What keeps messages from leaving, and what only a person can decide. Nothing when all is well. */
export async function SendingNotice({ ctx, zone }: { ctx: DeskContext; zone: Zone }) {
  const { resting, unknown } = await readAttention(ctx.db, ctx.now);
  const restored = await readRestore(ctx.db, new Date(ctx.now.getTime() - restoredMilliseconds));
  const at = (time: Date) => momentWords(time, ctx.now, zone);
  return (
    <>
      {restored && (
        <section className="said warn" aria-label="Restored from a backup">
          <p>
            <b>Restored from a backup of {at(restored.backupAt)}.</b> What was said since is not in it.
            {restored.untold > 0 && ` ${restored.untold} of its updates had not been told when it was made.`}
            {restored.parked > 0 && ` ${restored.parked} messages had not left.`}
            {restored.untold + restored.parked > 0 &&
              " They may have been told since, so nothing of it is sent by itself: look, and say again what is missing."}
          </p>
        </section>
      )}
      {resting.map(({ name, why, since, until, channels }) => (
        <section key={name} className="said warn" aria-label={`Sending by ${name} rests`}>
          <p>
            <b>
              {channels.map((channel) => channelWords[channel]).join(", ") || name} waits since {at(since)}
            </b>
            : {why}. It goes on by itself at {at(until)}. Nothing is lost; the page itself is not touched.
          </p>
          {mayAct(ctx) && (
            <ActionForm
              action={resumeAction}
              label={`Try ${name} now`}
              className="mt-2"
              done="It is tried within a minute."
            >
              <input type="hidden" name="name" value={name} />
              <Submit kind="btn q">Try now</Submit>
            </ActionForm>
          )}
        </section>
      ))}
      {unknown.length > 0 && (
        <section className="said warn" aria-label="Messages that ask for a person">
          <p>
            <b>Nobody knows whether some messages arrived.</b> They are not sent again by themselves: a person
            decides.{" "}
            {unknown.map(({ updateId, n }, index) => (
              <span key={updateId}>
                {index > 0 && ", "}
                <Link href={`/desk/deliveries/${updateId}?state=unknown`}>
                  {n.toLocaleString("en-GB")} of one update
                </Link>
              </span>
            ))}
          </p>
        </section>
      )}
    </>
  );
}
