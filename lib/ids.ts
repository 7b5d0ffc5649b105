import { randomBytes } from "node:crypto";

const letters = "abcdefghijklmnopqrstuvwxyz0123456789";

/** A public id: 12 lower-case letters and digits, the shape Statuspage uses, never reused (62 bits). */
export function newId(): string {
  let id = "";
  while (id.length < 12) {
    for (const byte of randomBytes(16)) {
      // 252 is the largest multiple of 36 below 256: taking more would favour the first letters.
      if (byte < 252 && id.length < 12) id += letters[byte % 36];
    }
  }
  return id;
}

/** Whether a string has the shape of a public id; asked before any look-up of a stranger's id. */
export function isId(value: string): boolean {
  return /^[a-z0-9]{12}$/.test(value);
}

/** The end of a private page's address: letters, digits and hyphens between them. */
export const slugShape = /^(?=.{1,40}$)[a-z0-9]+(-[a-z0-9]+)*$/;
