import { type Check, cutSentence, pagerDutyGuide } from "../finding";
import { findPhrases, phrasebook } from "../phrase";

/** A vendor's or a person's fault. Readers chose us; what we build on is our choice. */
export const blame: Check = {
  kind: "blame",
  why: "Readers chose us, not whom we chose: blame sounds like an excuse, and is often wrong on the night.",
  source: pagerDutyGuide,
  passed: "Blames nobody",
  applies: () => true,
  find: (read) =>
    findPhrases(read.tokens, book, read.steps).map((match) => ({
      range: { from: match.from, to: match.to },
      title: "Blames",
      suggestion: "Say what fails and what you do about it, not whose fault it is.",
      fix: cutSentence(read, match),
    })),
};

const vendors =
  "aws|amazon|azure|microsoft|google|gcp|cloudflare|fastly|akamai|stripe|adyen|paypal|twilio|github|gitlab|okta|oracle|digitalocean|heroku|vercel|datadog|snowflake|crowdstrike|equinix|hetzner|ovh|telekom|verizon";
const others =
  "provider|provider's|providers|vendor|vendor's|vendors|supplier|supplier's|suppliers|partner|partner's|third-party|subcontractor|carrier|isp|host";
const people =
  "engineer|engineers|employee|employees|colleague|colleagues|developer|developers|contractor|contractors|administrator|admin|operator|intern|technician";

const book = phrasebook([
  `because|due|thanks of|to ~3 ${vendors}|${others}|${people}`,
  `caused|triggered by ~4 ${vendors}|${others}|${people}`,
  `fault|mistake|failure|error of|by|at|from ~3 ${vendors}|${others}|${people}`,
  `${vendors}|${others}|${people} ~3 fault|mistake|blame|responsible|negligence|accidentally|mistakenly|wrongly`,
  `${vendors}|${others} ~1 caused|broke|failed|let`,
  `${people} ~2 caused|broke|deleted|misconfigured|forgot|pushed`,
  `outage|incident|problem|problems|issue|issues at|with ~2 ${vendors}|provider|vendor|supplier`,
  "human|operator|user error",
  "not our fault",
]);
