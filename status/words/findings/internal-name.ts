import { isIP } from "node:net";
import { type Check, pagerDutyGuide } from "../finding";
import type { Token } from "../tokens";

/** Names that only we know: machines, addresses of the inside, rooms where we work. */
export const internalName: Check = {
  kind: "internal_name",
  why: "Readers cannot know our machines, and attackers should not.",
  source: pagerDutyGuide,
  passed: "Names no internal host",
  applies: () => true,
  find: ({ tokens, steps }) =>
    tokens.flatMap((token, at) => {
      steps.taken++;
      const title = titleOf(token, tokens[at - 1]);
      if (!title) return [];
      const range = { from: token.from, to: token.to };
      const fix = { label: "Say “our systems”", range, words: "our systems" };
      return [{ range, title, suggestion: "Say “our systems”, or what it does for customers.", fix }];
    }),
};

const scheme = /^[a-z][a-z0-9+.-]{1,20}:\/\//;
const versions = new Set(["version", "release", "v", "build"]);

function titleOf({ lower }: Token, before: Token | undefined): string | null {
  const url = scheme.test(lower);
  const host = hostOf(lower);
  if (isAddress(host)) return versions.has(before?.lower ?? "") ? null : "Gives an IP address";
  if (url && (isInternal(host) || isWorkplace(lower))) return "Links to an internal page";
  if (!url && isWorkplace(lower)) return "Links to an internal page";
  return isInternal(host) ? "Names an internal host" : null;
}

/** The host of an address, or the word itself: without scheme, account, path and port. */
export function hostOf(word: string): string {
  const behind = word.replace(scheme, "").split(/[/?#]/)[0]!;
  const host = behind.slice(behind.lastIndexOf("@") + 1);
  return isIP(host) ? host : host.replace(/:\d{1,5}$/, "");
}

const isAddress = (host: string) => isIP(host) === 4 || (isIP(host) === 6 && host !== "::");

const insideEndings = [
  ".int",
  ".internal",
  ".local",
  ".lan",
  ".corp",
  ".intra",
  ".intranet",
  ".private",
  ".svc",
  ".localdomain",
  ".home.arpa",
  ".test",
];

function isInternal(host: string): boolean {
  if (host === "localhost" || insideEndings.some((ending) => host.endsWith(ending))) return true;
  const [first] = host.split(".");
  return isMachine(first ?? "");
}

const jobs = new Set(
  "db,prod,stg,stage,staging,web,api,app,node,host,srv,server,vm,k8s,kube,redis,kafka,pg,postgres,mysql,mongo,cache,queue,worker,lb,gw,gateway,proxy,nginx,haproxy,pay,ip,edge,pod,ec2,rack,switch,router,core,east,west,eu,us".split(
    ",",
  ),
);

/** A machine's name: parts and a number at the end (`pay-eu-3`, `ip-10-0-3-7`), or a job and two digits (`db01`). */
function isMachine(name: string): boolean {
  const parts = name.split("-");
  if (parts.length === 1) return /^(db|srv|host|node|web|app|api|vm|redis|kafka|pg|lb)\d{2,4}$/.test(name);
  if (!/^[a-z]{0,12}\d{1,4}[a-z]?$/.test(parts.at(-1)!)) return false;
  if (!parts.slice(0, -1).some((part) => jobs.has(part.replace(/(?<!\d)\d+$/, "")))) return false;
  // "api-v2" is a version that customers know.
  return !/^v\d+$/.test(parts.at(-1)!);
}

const workplaces = [
  "slack.com/archives",
  "zoom.us/j/",
  "meet.google.com/",
  "teams.microsoft.com/l/",
  "pagerduty.com/incidents",
  ".atlassian.net/",
  "docs.google.com/",
];
const tools = /(^|[./])(grafana|kibana|jenkins|prometheus|intranet|runbooks?|jira|confluence|vpn|argocd)[./]/;

const isWorkplace = (word: string) =>
  workplaces.some((place) => word.includes(place)) || tools.test(word.replace(scheme, ""));
