import type { ReactNode } from "react";
import { requireDesk } from "@/app/desk-context";
import { Keys } from "@/components/desk/keys";

/** Everything under the desk: signed in, with its shortcuts. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  await requireDesk();
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      {children}
      <Keys />
    </>
  );
}
