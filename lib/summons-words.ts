/** The words of a summoned person's page; a part of the catalogue in lib/words. */
export const englishSummons = {
  title: (role: string) => `You are summoned as ${role}`,
  asks: (severity: string, incident: string, play: string) =>
    `${severity}: ${incident}. The play “${play}” names you.`,
  press: "With the press of this button the role is yours.",
  acknowledge: "Acknowledge: I take it",
  inTheNameOf: (name: string) => `Recorded as the answer of ${name}.`,
  nothing: "Nobody is needed any more",
  taken: (name: string, role: string) => `${name} acknowledged and is ${role} now.`,
  over: "Somebody else has the role, the incident is over, or this is not a link of ours.",
  thanks: "It is yours",
  yours: (role: string) => `You are ${role} now. The desk has the incident.`,
  desk: "Open the incident at the desk",
};
