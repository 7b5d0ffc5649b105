import Link from "next/link";
import type { DeliveryRow } from "@/communications/deliveries/read-deliveries";
import { channelWords, holdWords } from "@/components/ui/words";
import type { Zone } from "@/lib/zoned-time";
import { DeliveryWord } from "./delivery-bar";
import { momentWords } from "./delivery-progress";

type Props = {
  rows: (DeliveryRow & { shown: string | null })[];
  updateId: string;
  now: Date;
  zone: Zone;
};

/** The ledger: one row for each person and channel, with the reason where something is the matter. */
export function DeliveryRows({ rows, updateId, now, zone }: Props) {
  const second = (at: Date | null) => (at ? momentWords(at, now, zone) : "–");
  return (
    <div className="mt-3 overflow-x-auto">
      <table className="t">
        <thead>
          <tr>
            <th>Person</th>
            <th>State</th>
            <th className="hide">Way</th>
            <th className="hide">Because</th>
            <th className="hide r">Handed over</th>
            <th className="hide r">Settled</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.channel} ${row.recipientId}`}>
              <td className="long">
                <Link
                  prefetch={false}
                  href={`/desk/deliveries/${updateId}/${row.channel}/${row.recipientId}`}
                >
                  {row.shown ?? "address removed"}
                </Link>
                <Matter row={row} now={now} zone={zone} />
                {row.state === "suppressed" && row.address && (
                  <Link
                    prefetch={false}
                    className="s block"
                    href={`/desk/subscribers?q=${encodeURIComponent(row.address)}`}
                  >
                    See them among the subscribers
                  </Link>
                )}
              </td>
              <td>
                <DeliveryWord state={row.state} />
              </td>
              <td className="hide">{channelWords[row.channel]}</td>
              <td className="hide">{row.reason}</td>
              <td className="hide r num">{second(row.sendingAt)}</td>
              <td className="hide r num">{second(row.settledAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What there is to know beneath an address. */
function Matter({ row, now, zone }: { row: DeliveryRow; now: Date; zone: Zone }) {
  const words = [
    row.state === "held" &&
      row.heldUntil &&
      row.heldWhy &&
      `${holdWords[row.heldWhy]}, until ${momentWords(row.heldUntil, now, zone)}`,
    row.also.length === 1 && "carries an earlier update too",
    row.also.length > 1 && `carries ${row.also.length} earlier updates too`,
    row.failure,
  ].filter(Boolean);
  return words.length ? <span className="mute s block">{words.join(" · ")}</span> : null;
}
