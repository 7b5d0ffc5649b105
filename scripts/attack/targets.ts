import type { FfufTarget } from "./ffuf";
import type { SqlTarget } from "./sqlmap";
import type { WapitiTarget } from "./wapiti";
import { hostileValues, secretPaths } from "./words";

type Site = { url: string; appUrl: string; cookie: string; incidentId: string };

/** What is injected into. Asked of the app itself: the front would answer the public paths without it. */
export const sqlTargets = ({ appUrl, cookie, incidentId }: Site): SqlTarget[] => [
  {
    name: "subscribe, by post",
    url: `${appUrl}/subscribe`,
    data: "email=a@b.example&detail=every_update&scope=chosen_services&service=aaaaaaaaaaaa&incident=",
  },
  { name: "subscribe, by address", url: `${appUrl}/subscribe?by=webhook&with=abc&incident=${incidentId}` },
  {
    name: "sign-in",
    url: `${appUrl}/api/auth/callback/password`,
    data: "email=a@b.example&password=abc&csrfToken=abc",
  },
  { name: "confirm", url: `${appUrl}/confirm`, data: "token=abc*" },
  { name: "private page's link", url: `${appUrl}/s/executives/link`, data: "email=a@b.example" },
  { name: "private page", url: `${appUrl}/s/abc*` },
  { name: "an approver's link", url: `${appUrl}/approve/abc*` },
  { name: "a subscriber's link", url: `${appUrl}/manage/abc*` },
  { name: "an incident", url: `${appUrl}/p/public/incidents/abc*` },
  { name: "desk, search", url: `${appUrl}/desk/find?q=abc`, cookie },
  { name: "desk, incidents", url: `${appUrl}/desk/incidents?q=abc&page=1`, cookie },
  { name: "desk, subscribers", url: `${appUrl}/desk/subscribers?q=abc&page=1`, cookie },
];

/** What is crawled and attacked as a visitor, and as somebody who is signed in. */
export const wapitiTargets = ({ url, cookie }: Site): WapitiTarget[] => [
  {
    name: "visitor",
    url: `${url}/`,
    start: [`${url}/subscribe`, `${url}/s/executives`, `${url}/sign-in`, `${url}/history`],
  },
  {
    name: "desk",
    url: `${url}/desk/`,
    cookie,
    start: [`${url}/desk`],
  },
];

/** What is asked for by many addresses. */
export const ffufTargets = ({ url, cookie, incidentId }: Site): FfufTarget[] => [
  { name: "secret paths", url: `${url}/FUZZ`, words: secretPaths, secret: true },
  ...[
    "/incidents/FUZZ",
    "/maintenances/FUZZ.ics",
    "/history/FUZZ",
    "/api/v2/FUZZ",
    "/?a=FUZZ",
    "/subscribe?by=FUZZ&with=FUZZ",
    "/s/FUZZ",
    "/confirm/FUZZ",
    "/manage/FUZZ",
    "/leave/FUZZ",
    "/approve/FUZZ",
    "/sign-in?callbackUrl=FUZZ&error=FUZZ",
    "/sign-in/link?token=FUZZ",
  ].map((path) => ({ name: `public ${path}`, url: url + path, words: hostileValues, secret: false })),
  ...[
    "/desk/incidents/FUZZ",
    "/desk/incidents/FUZZ/update",
    "/desk/incidents?q=FUZZ&page=FUZZ",
    "/desk/maintenances/FUZZ",
    "/desk/audiences/FUZZ",
    "/desk/deliveries/FUZZ",
    "/desk/deliveries?page=FUZZ",
    "/desk/rules/FUZZ",
    "/desk/rules?version=FUZZ",
    "/desk/subscribers?q=FUZZ&page=FUZZ",
    "/desk/mailbox/FUZZ",
    "/desk/find?q=FUZZ",
    "/desk/previews?channel=FUZZ&shown=FUZZ",
    `/desk/deliveries/${incidentId}/FUZZ/FUZZ`,
    "/desk/settings/cadence?audience=FUZZ&preset=FUZZ",
  ].map((path) => ({ name: `desk ${path}`, url: url + path, words: hostileValues, secret: false, cookie })),
];
