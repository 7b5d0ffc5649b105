import type { DeskContext } from "@/app/desk-context";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { signInWayWords } from "@/components/ui/words";
import { deviceWords } from "@/lib/device-words";
import { formatTime, type Zone } from "@/lib/zoned-time";
import { listSessions } from "@/status/sessions/list-sessions";
import { revokeOthersAction, revokeSessionAction } from "./actions";

/** Where one is signed in, and how to end it. */
export async function OwnSessions({ ctx, zone }: { ctx: DeskContext; zone: Zone }) {
  const all = await listSessions(ctx);
  const others = all.length - 1;
  return (
    <section className="sec max-w-2xl">
      <h2>
        Where you are signed in <small>{all.length}</small>
      </h2>
      <ul className="wait">
        {all.map(({ id, agent, address, way, since, lastSeenAt }, index) => (
          <li key={id}>
            <p className="t">
              {deviceWords(agent)} {id === ctx.session.id && <span className="mute s">here</span>}
            </p>
            <p className="s mute">
              {signInWayWords[way]} from <span className="break-all">{address || "an unknown place"}</span>,
              since {formatTime(since, "dayClock", zone)}; last seen{" "}
              {formatTime(lastSeenAt, "dayClock", zone)}
            </p>
            {id !== ctx.session.id && (
              <ActionForm
                action={revokeSessionAction}
                label={`Session ${index + 1}: ${deviceWords(agent)}`}
                done="Ended."
              >
                <input type="hidden" name="id" value={id} />
                <Submit
                  kind="btn q"
                  label={`Sign it out: session ${index + 1}, ${deviceWords(agent)}, ${address}`}
                >
                  Sign it out
                </Submit>
              </ActionForm>
            )}
          </li>
        ))}
      </ul>
      {others > 0 && (
        <ActionForm
          action={revokeOthersAction}
          label="All other sessions"
          done="You are signed in here alone."
        >
          <Submit kind="btn danger">Sign out everywhere else</Submit>
        </ActionForm>
      )}
    </section>
  );
}
