"use client";

import { type ReactNode, useState } from "react";
import { YourPassword } from "@/components/desk/your-password";
import type { QrPath } from "@/lib/qr-path";
import { ActionForm, type FormAnswer, Submit } from "../action-form";
import { Field } from "../field";
import type { Published } from "../said";

type Heard<Result> =
  | { ok: true; result: Result & { published: Published | null } }
  | Extract<FormAnswer, { ok: false }>;
type Begun = { secret: string; picture: QrPath };
export type BegunAction = (before: FormAnswer | null, form: FormData) => Promise<Heard<Begun>>;
export type CodesAction = (before: FormAnswer | null, form: FormData) => Promise<Heard<{ codes: string[] }>>;

type Props = {
  begin: BegunAction;
  confirm: CodesAction;
  hasPassword: boolean;
  onward?: string;
  /** What stands here while it is on. */
  children?: ReactNode;
  isOn?: boolean;
};

/** Setting up the second factor: prove who you are, let the phone read the picture, type its first code, keep the codes. */
export function FactorSteps({ begin, confirm, hasPassword, onward, children, isOn = false }: Props) {
  const [begun, setBegun] = useState<Begun | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes) return <RecoveryCodes codes={codes} onward={onward} />;
  if (isOn) return children;
  if (!begun) {
    const run: BegunAction = async (before, form) => {
      const heard = await begin(before, form);
      if (heard.ok) setBegun(heard.result);
      return heard;
    };
    return (
      <ActionForm key="begin" action={run} label="Set up the second factor">
        {hasPassword && <YourPassword />}
        <div className="mt-4">
          <Submit>Set it up</Submit>
        </div>
      </ActionForm>
    );
  }
  const run: CodesAction = async (before, form) => {
    const heard = await confirm(before, form);
    if (heard.ok) setCodes(heard.result.codes);
    return heard;
  };
  return (
    <ActionForm key="confirm" action={run} label="Confirm the second factor">
      <p className="mt-1">Let your authenticator app read this, or type the key into it.</p>
      <Picture {...begun.picture} />
      <p className="s">
        Key: <code className="break-all">{begun.secret.match(/.{1,4}/g)?.join(" ")}</code>
      </p>
      <Field name="code" label="The code it shows now" autoComplete="one-time-code" required />
      <div className="mt-4">
        <Submit>Turn it on</Submit>
      </div>
    </ActionForm>
  );
}

/** New codes for somebody who has used theirs up. */
export function RenewCodes({ renew, hasPassword }: { renew: CodesAction; hasPassword: boolean }) {
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes) return <RecoveryCodes codes={codes} />;
  const run: CodesAction = async (before, form) => {
    const heard = await renew(before, form);
    if (heard.ok) setCodes(heard.result.codes);
    return heard;
  };
  return (
    <ActionForm action={run} label="New recovery codes">
      {hasPassword && <YourPassword />}
      <div className="mt-4">
        <Submit kind="btn q">Make new recovery codes</Submit>
      </div>
    </ActionForm>
  );
}

function RecoveryCodes({ codes, onward }: { codes: string[]; onward?: string }) {
  return (
    <div role="status">
      <p>
        <b>Keep these recovery codes.</b> They are shown this once. Each lets you in once, when the phone is
        gone.
      </p>
      <ul className="wait">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      {onward && (
        <a className="btn" href={onward}>
          I kept them, go on
        </a>
      )}
    </div>
  );
}

/** Black on white in every theme: cameras expect it. */
function Picture({ d, size }: QrPath) {
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      width="200"
      height="200"
      role="img"
      aria-label="A picture for the camera of your phone. The key below says the same."
      shapeRendering="crispEdges"
    >
      <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
      <path fill="#000" d={d} />
    </svg>
  );
}
