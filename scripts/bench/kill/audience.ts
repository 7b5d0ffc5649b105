import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { makeService } from "@/db/factories";
import { audiences, subscriberServices } from "@/db/schema";
import { newId } from "@/lib/ids";

/** Why somebody hears, or does not. `leaves`: in the middle of it. `bad`: an address that the provider refuses. */
export const wishes = ["everything", "search", "startAndEnd", "leaves", "bad"] as const;
export type Wish = (typeof wishes)[number];
export type Reader = { id: string; address: string; wish: Wish };

/** So many of a hundred. */
const shares: Record<Wish, number> = { everything: 86, search: 5, startAndEnd: 5, leaves: 3, bad: 1 };
const rowsAtOnce = 1_000;

export type Cast = { readers: Reader[]; serviceIds: Record<"checkout" | "search", string> };

/** Two services, and confirmed subscribers with different wishes, written straight into the database. */
export async function makeCast(db: Db, count: number): Promise<Cast> {
  const [page] = await db.select({ id: audiences.id }).from(audiences);
  const [checkout, search] = [
    await makeService(db, { name: "Checkout", position: 1 }),
    await makeService(db, { name: "Search", position: 2 }),
  ];
  const readers = Array.from({ length: count }, (_, number): Reader => {
    const wish = wishOf(number);
    return { id: newId(), address: `${wish.toLowerCase()}-${number}@reader.example`, wish };
  });
  const now = new Date().toISOString();
  for (let from = 0; from < count; from += rowsAtOnce) {
    const some = readers.slice(from, from + rowsAtOnce);
    const listed = some.map(({ id, address, wish }) => ({
      ...{ id, address },
      scope: wish === "search" ? "chosen_services" : "all_services",
      detail: wish === "startAndEnd" ? "opened_and_resolved" : "every_update",
    }));
    // Columns by name: the database may be an older version's still.
    await db.execute(sql`
      insert into subscribers (id, person_id, audience_id, channel, address, state, scope, detail, confirmed_at, created_at, updated_at)
      select id, id, ${page!.id}, 'email', address, 'confirmed', scope, detail, ${now}, ${now}, ${now}
      from jsonb_to_recordset(${JSON.stringify(listed)}::jsonb) as v (id text, address text, scope text, detail text)`);
    const choosers = some.filter(({ wish }) => wish === "search");
    if (choosers.length) {
      await db
        .insert(subscriberServices)
        .values(choosers.map(({ id: subscriberId }) => ({ subscriberId, serviceId: search.id })));
    }
  }
  return { readers, serviceIds: { checkout: checkout.id, search: search.id } };
}

/** Spread evenly: every hundred readers are alike. */
function wishOf(number: number): Wish {
  const at = (number * 37) % 100;
  let passed = 0;
  for (const wish of wishes) {
    passed += shares[wish];
    if (at < passed) return wish;
  }
  return "everything";
}
