import { randomInt } from "node:crypto";

const manners = [
  "Quiet",
  "Amber",
  "Early",
  "Northern",
  "Patient",
  "Distant",
  "Silver",
  "Low",
  "Steady",
  "Dry",
];
const things = [
  "Heron",
  "Harbour",
  "Lantern",
  "Orchard",
  "Ferry",
  "Meadow",
  "Kestrel",
  "Quarry",
  "Linden",
  "Weir",
];

/** A name that tells nothing: "Quiet Heron". */
export const newCodename = () => `${manners[randomInt(manners.length)]} ${things[randomInt(things.length)]}`;
