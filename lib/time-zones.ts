/** The IANA zones that can be chosen, by name, with UTC among them. */
export const timeZones: string[] = [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])].toSorted();
