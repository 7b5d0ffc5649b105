import { char, timestamp } from "drizzle-orm/pg-core";
import { newId } from "../../lib/ids";

/** A public id (see lib/ids). */
export const id = (name = "id") => char(name, { length: 12 });

/** A primary key that makes its own public id. */
export const ownId = () => id().primaryKey().$defaultFn(newId);

/** A moment: UTC, milliseconds, a Date in code. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });
