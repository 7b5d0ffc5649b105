import { prepareQueue } from "@/communications/queue";
import { openDatabase } from "@/db/client";
import { migrate } from "@/db/migrate";
import { databaseUrl } from "@/lib/env";
import { seed } from "./seed/seed";

/** `npm run db:migrate`: for a database that `npm run up` does not manage. Use its direct, unpooled address. */
const url = databaseUrl();
await migrate(url);
await prepareQueue(url);
const { ADMIN_EMAIL, ADMIN_PASSWORD } = process.env;
if (ADMIN_EMAIL && ADMIN_PASSWORD) {
  const database = await openDatabase(url);
  const { seeded } = await seed(
    { db: database.db, now: new Date() },
    { demo: process.env.DEMO === "1", adminEmail: ADMIN_EMAIL, adminPassword: ADMIN_PASSWORD },
  );
  await database.close();
  console.log(
    seeded ? `The first account is ${ADMIN_EMAIL}.` : "An account exists already: nothing was added.",
  );
}
console.log("The database has the newest schema.");
