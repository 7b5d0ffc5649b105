/** The words of an approver's page; a part of the catalogue in lib/words. */
export const englishApprove = {
  title: "May this be published?",
  asks: (by: string, audience: string, incident: string) =>
    `${by} asks you about these words for ${audience}: ${incident}.`,
  strong: (time: string) => `Object only if you must: without your no by ${time}, it counts as a yes.`,
  approve: "Approve these words",
  why: "What must change?",
  missing: "Say what must change.",
  object: "Object",
  inTheNameOf: (name: string) => `Your answer is recorded as that of ${name}. It cannot be changed here.`,
  nothing: "Nothing to decide",
  thanks: "Thank you",
  approved: "Approved. The writer can publish exactly these words now.",
  objected: "Noted. The writer sees your objection, and these words are not approved.",
  over: "This link is spent: it was answered, or the words or the incident changed.",
};
