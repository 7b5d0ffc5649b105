import { sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { wishCounts } from "@/db/schema/subscribers";

/** So many rows are added up fast enough; more are folded together, when that halves them at least. */
const changesMax = 2_000;

/**
 * Folds the changes of how many wish what into one row for each kind of wish. What others write meanwhile is added to
 * that; whoever reads gets the same sums before, meanwhile and after.
 */
export async function foldWishCounts({ db }: Pick<Context, "db">): Promise<void> {
  await db.execute(sql`
    with folded as (
      delete from ${wishCounts} where (
        select count(*) > ${changesMax}
          and count(*) > 2 * count(distinct (audience_id, channel, state, paused, scope, detail, chosen))
        from ${wishCounts})
      returning *)
    insert into ${wishCounts} (audience_id, channel, state, paused, scope, detail, chosen, people)
    select audience_id, channel, state, paused, scope, detail, chosen, sum(people)
    from folded group by 1, 2, 3, 4, 5, 6, 7 having sum(people) <> 0`);
}
