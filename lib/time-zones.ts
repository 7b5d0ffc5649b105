/** The IANA zones that can be chosen, by name, with UTC among them. */
export const timeZones: string[] = [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])].toSorted();

/** Whether this runtime knows a zone of this name. */
export function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}
