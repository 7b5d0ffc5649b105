import type { ReactNode } from "react";
import { requireDesk } from "@/app/desk-context";
import { Keys } from "@/components/desk/keys";
import { Live } from "@/components/desk/live";
import { Palette } from "@/components/desk/palette/palette";
import { readNewestEvent } from "@/status/updates/read-newest-event";

/** Everything under the desk: signed in, with its shortcuts and its palette, and its line to what happens. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const ctx = await requireDesk();
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      {children}
      <Keys />
      <Palette />
      <Live newest={await readNewestEvent(ctx)} />
    </>
  );
}
