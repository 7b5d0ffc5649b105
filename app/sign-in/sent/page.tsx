import type { Metadata } from "next";
import { Logo } from "@/components/ui/shapes";

export const metadata: Metadata = { title: "Look into your mail" };

/** The same for a known and an unknown address. */
export default function Sent() {
  return (
    <main className="solo">
      <Logo href="/" />
      <h1>Look into your mail</h1>
      <p>
        If this address belongs to somebody who works here, a letter with a link is on its way. It works once,
        for 10 minutes.
      </p>
      <p className="mt-4">
        <a href="/sign-in">Back to sign in</a>
      </p>
    </main>
  );
}
