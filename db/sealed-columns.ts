import { openAddress, sealAddress } from "../lib/sealed-address";
import { sealedAs } from "../lib/sealed-as";
import { seal, unseal } from "../lib/secret-box";

/** A column that holds secrets. */
export type SealedColumn = {
  table: string;
  column: string;
  /** SQL for rows that may hold one in the clear. Sealed ones are known by their beginning. */
  clear: string;
  /** Throws `SealedFault` when the key is lost. */
  open: (stored: string) => string;
  seal: (secret: string) => string;
};

const addresses = (table: string): SealedColumn => ({
  ...{ table, column: "address", clear: `(address ~* '^https?://' or address like '{"endpoint":"%')` },
  ...{ open: openAddress, seal: sealAddress },
});

/** Never in the clear. */
const secrets = (table: string, column: string, about: string): SealedColumn => ({
  ...{ table, column, clear: "false" },
  ...{ open: (stored) => unseal(stored, about), seal: (secret) => seal(secret, about) },
});

/** Every column that holds secrets: one without its line here would keep the old key when that is rotated. */
export const sealedColumns: SealedColumn[] = [
  addresses("subscribers"),
  addresses("subscription_requests"),
  addresses("suppressions"),
  addresses("personal_letters"),
  addresses("deliveries"),
  addresses("play_addresses"),
  secrets("second_factors", "secret", sealedAs.totp),
  secrets("sign_in_providers", "client_secret", sealedAs.clientSecret),
];
