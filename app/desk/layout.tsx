import type { ReactNode } from "react";
import { requireDesk } from "@/app/desk-context";
import { type House, readHouse } from "@/app/house/read-house";
import { troublesOf } from "@/app/house/troubles";
import { Keys } from "@/components/desk/keys";
import { Live } from "@/components/desk/live";
import { Outage } from "@/components/desk/outage";
import { Palette } from "@/components/desk/palette/palette";
import { Troubles } from "@/components/desk/troubles";
import { formatTime } from "@/lib/zoned-time";
import { readPage } from "@/status/page/read-page";
import { readNewestEvent } from "@/status/updates/read-newest-event";

/** Nobody knows the page's zone while the database is away. */
const utc = { timeZone: "UTC", language: "en" };

/**
 * Everything under the desk: signed in, with its shortcuts and its palette, and its line to what happens; above it what
 * does not work. While the database is away, nobody can be asked who they are: then this is all there is.
 */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const house = await readHouse();
  if (house.database === "away") {
    const [first] = troublesOf(house, new Date(), utc);
    return <Outage {...first!} readers={readersHave(house)} />;
  }
  const ctx = await requireDesk();
  const troubles = troublesOf(house, ctx.now, await readPage(ctx));
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <Troubles troubles={troubles} />
      {children}
      <Keys />
      <Palette />
      <Live newest={await readNewestEvent(ctx)} />
    </>
  );
}

function readersHave({ front }: House): string | null {
  if (typeof front === "string" || !front.confirmedAt) return null;
  const at = formatTime(new Date(front.confirmedAt), "second", utc);
  return `Readers have version ${front.version}, last confirmed at ${at}.`;
}
