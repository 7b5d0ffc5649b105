import {
  beginFactorAction,
  confirmFactorAction,
  renewCodesAction,
  turnOffFactorAction,
} from "@/app/desk/factor-actions";
import type { DeskContext } from "@/app/desk-context";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { FactorSteps, RenewCodes } from "@/components/desk/second-factor/steps";
import { YourPassword } from "@/components/desk/your-password";
import { formatTime, type Zone } from "@/lib/zoned-time";
import { readOwnFactor } from "@/status/second-factor/read-factors";

type Props = { ctx: DeskContext; hasPassword: boolean; zone: Zone };

/** One's own second factor: off with its steps, or on with what can be done about it. */
export async function OwnFactor({ ctx, hasPassword, zone }: Props) {
  const { since, codesLeft } = await readOwnFactor(ctx);
  return (
    <section className="sec max-w-2xl">
      <h2>
        Second factor{" "}
        <small>
          {since ? `on since ${formatTime(since, "dayClock", zone)}` : "off: a stolen password is enough"}
        </small>
      </h2>
      <FactorSteps
        begin={beginFactorAction}
        confirm={confirmFactorAction}
        hasPassword={hasPassword}
        isOn={since !== null}
      >
        <p>
          A code from your phone is asked for after your password. Recovery codes left: <b>{codesLeft}</b>.
        </p>
        <RenewCodes renew={renewCodesAction} hasPassword={hasPassword} />
        <ActionForm action={turnOffFactorAction} label="Turn the second factor off" done="It is off.">
          {hasPassword && <YourPassword />}
          <div className="mt-4">
            <Submit kind="btn danger">Turn it off</Submit>
          </div>
        </ActionForm>
      </FactorSteps>
    </section>
  );
}
