import { prepareQueue } from "@/communications/queue";
import { openDatabase } from "@/db/client";
import { migrate } from "@/db/migrate";
import { reseal } from "@/db/reseal";
import { sealsLater } from "@/db/seals-later";
import { databaseUrl, env } from "@/lib/env";
import { seed } from "./seed/seed";
import { missingKeys, sealingWaits } from "./up/encryption-key";

/** `npm run db:migrate`: for a database that `npm run up` does not manage. Use its direct, unpooled address. */
const url = databaseUrl();
await migrate(url);
await prepareQueue(url);
const database = await openDatabase(url);
if (await sealsLater(database.db)) console.log(sealingWaits);
else if (env().ENCRYPTION_KEY) {
  const { sealed, missing } = await reseal(database.db);
  if (sealed > 0) console.log(`Sealed ${sealed} secrets with the present key.`);
  if (missing.length > 0) console.error(missingKeys(missing));
}
const { ADMIN_EMAIL, ADMIN_PASSWORD } = process.env;
if (ADMIN_EMAIL && ADMIN_PASSWORD) {
  const { seeded } = await seed(
    { db: database.db, now: new Date() },
    { demo: process.env.DEMO === "1", adminEmail: ADMIN_EMAIL, adminPassword: ADMIN_PASSWORD },
  );
  console.log(
    seeded ? `The first account is ${ADMIN_EMAIL}.` : "An account exists already: nothing was added.",
  );
}
await database.close();
console.log("The database has the newest schema.");
