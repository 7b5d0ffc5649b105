/** A shift: whoever signs in at its start is not signed out during the incident. */
export const sessionHours = 8;
