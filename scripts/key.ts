/** `npm run key -- new | rotate`: keys that seal secrets (docs/operating.md). */
import { env } from "@/lib/env";
import { newKey } from "@/lib/secret-box";
import { rotateKey } from "./up/encryption-key";

const usage = `npm run key -- new      prints a new key, for ENCRYPTION_KEY
npm run key -- rotate   makes a new key in DATA_DIR; the next start seals everything with it`;

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
  default:
    console.error(usage);
    process.exit(1);
}
