"use client";

import { type ReactNode, useState } from "react";
import { ActionForm, type FormAnswer } from "./action-form";
import type { Published } from "./said";

export type MakeKeyAction = (
  before: FormAnswer | null,
  form: FormData,
) => Promise<
  { ok: true; result: { key: string; published: Published | null } } | Extract<FormAnswer, { ok: false }>
>;

/** The form that makes an API key, and the key, which is shown this once. */
export function NewKey({ make, children }: { make: MakeKeyAction; children: ReactNode }) {
  const [key, setKey] = useState<string | null>(null);
  const run: MakeKeyAction = async (before, form) => {
    const heard = await make(before, form);
    setKey(heard.ok ? heard.result.key : null);
    return heard;
  };
  return (
    <ActionForm action={run} label="Make a key" done="Made." empties>
      {children}
      {key && (
        <p className="said">
          <b>Copy this key now:</b> it is shown this once. <code className="break-all">{key}</code>
        </p>
      )}
    </ActionForm>
  );
}
