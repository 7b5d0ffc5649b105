import { createElement } from "react";
import type { Context } from "@/db/context";
import { renderLetter } from "@/emails/render-letter";
import SignIn from "@/emails/sign-in";
import { wordsFor } from "@/lib/words";
import { readPage } from "@/status/page/read-page";
import { planLetter } from "./plan-letter";

/** Writes to somebody of the desk the link that signs them in. */
export async function sendSignInLetter(
  ctx: Context,
  input: { address: string; name: string; link: string; minutes: number },
): Promise<void> {
  const { address, ...rest } = input;
  const { name: pageName, language } = await readPage(ctx);
  const words = await renderLetter(createElement(SignIn, { ...rest, pageName, language }));
  const subject = wordsFor(language).letters.signIn.subject(pageName);
  await planLetter(ctx, async () => ({ kind: "sign_in", address, subject, ...words }));
}
