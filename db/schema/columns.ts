import { char, customType, timestamp } from "drizzle-orm/pg-core";
import { newId } from "../../lib/ids";
import { readAddress, sealAddress } from "../../lib/sealed-address";

/** A public id (see lib/ids). */
export const id = (name = "id") => char(name, { length: 12 });

/** A primary key that makes its own public id. */
export const ownId = () => id().primaryKey().$defaultFn(newId);

/** A moment: UTC, milliseconds, a Date in code. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/**
 * An address that messages go to. URLs are sealed on the way in and opened on the way out; comparing with `eq` and
 * `inArray` works. SQL by hand sees what is stored: use `sealAddress` and `readAddress` there.
 */
export const sealedAddress = customType<{ data: string; driverData: string }>({
  dataType: () => "text",
  toDriver: sealAddress,
  fromDriver: readAddress,
});
