import { openAddress, sealAddress } from "../lib/sealed-address";

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
  ...{ table, column: "address", clear: "address ~* '^https?://'" },
  ...{ open: openAddress, seal: sealAddress },
});

/** Every column that holds secrets: one without its line here would keep the old key when that is rotated. */
export const sealedColumns: SealedColumn[] = [
  addresses("subscribers"),
  addresses("subscription_requests"),
  addresses("suppressions"),
  addresses("personal_letters"),
  addresses("deliveries"),
  addresses("play_addresses"),
];
