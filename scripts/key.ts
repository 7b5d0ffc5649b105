/** `npm run key -- new | rotate | seal`: keys that seal secrets (docs/operating.md). */
import { openDatabase } from "@/db/client";
import { reseal } from "@/db/reseal";
import { env } from "@/lib/env";
import { holdKeys, newKey, ringOf } from "@/lib/secret-box";
import { databaseOf } from "./up/database-of";
import { keepKeys, missingKeys, rotateKey } from "./up/encryption-key";

const usage = `npm run key -- new      prints a new key, for ENCRYPTION_KEY
npm run key -- rotate   makes a new key in DATA_DIR; the next start seals everything with it
npm run key -- seal     seals what an older version stored in the clear, when none of it runs any more`;

switch (process.argv[2]) {
  case "new":
    console.log(newKey());
    break;
  case "rotate":
    if (process.env.ENCRYPTION_KEY) {
      console.error(
        "ENCRYPTION_KEY is set: put a new one there, the present one into ENCRYPTION_KEYS_OLD, and start again.",
      );
      process.exit(1);
    }
    rotateKey(env().DATA_DIR);
    console.log(
      "There is a new key. Start again: everything is then sealed with it, and the old key forgotten.",
    );
    break;
  case "seal":
    await sealAll();
    break;
  default:
    console.error(usage);
    process.exit(1);
}

async function sealAll(): Promise<void> {
  const keys = keepKeys(env().DATA_DIR, process.env);
  holdKeys(ringOf(keys.key, keys.old));
  const { url, stop } = await databaseOf(env().DATA_DIR);
  const { db, close } = await openDatabase(url, { connectionsMax: 2 });
  try {
    const { sealed, missing } = await reseal(db);
    console.log(`Sealed ${sealed} secrets. Start every machine once more: each then stores new ones sealed.`);
    if (missing.length > 0) console.error(missingKeys(missing));
  } finally {
    await close();
    await stop();
  }
}
