import type { Role } from "@/lib/vocabulary";

const order = ["viewer", "liaison", "owner"] as const satisfies readonly Role[];

/** Whether whoever has the second role may do all that the first one may. Nothing is within everything. */
export const isWithinRole = (one: Role | null, other: Role) =>
  one === null || order.indexOf(one) <= order.indexOf(other);
