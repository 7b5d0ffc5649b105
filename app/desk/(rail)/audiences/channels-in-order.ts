/** The channels that are tried one after the other, as the form names them. */
export const channelsInOrder = ["first", "second", "last"] as const;
