import type { ServiceState } from "@/lib/vocabulary";
import { type Shape, shapes } from "./view";

const drawings: Record<Exclude<Shape, "late">, string> = {
  ok: '<circle cx="8" cy="8" r="6.5" fill="currentColor"/>',
  deg: '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/><path d="M2 8a6 6 0 0 0 12 0z" fill="currentColor"/>',
  part: '<path d="M8 1 15.6 15H.4z" fill="currentColor"/>',
  maj: '<path fill-rule="evenodd" d="M1 1h14v14H1zM4 7v2h8V7z" fill="currentColor"/>',
  mnt: '<path d="M8 1.4 14.6 8 8 14.6 1.4 8z" fill="none" stroke="currentColor" stroke-width="2"/>',
  unk: '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="2.4 2.3"/>',
};

/** Light and dark colours of components/public/public.css: an icon stands outside the page and its style sheet. */
const colours: Record<keyof typeof drawings, [light: string, dark: string]> = {
  ok: ["#1b6a45", "#74cc9c"],
  deg: ["#835400", "#ecbd57"],
  part: ["#ab420a", "#fb9c60"],
  maj: ["#a4122a", "#ff8790"],
  mnt: ["#57479a", "#bcaef6"],
  unk: ["#5c6067", "#a3a7ac"],
};

/** The tab's icon: the shape of the overall state; a dashed ring when there is no state to show. */
export function favicon(state: ServiceState | null): string {
  const shape = state === null ? "unk" : shapes[state];
  const [light, dark] = colours[shape];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><style>:root{color:${light}}@media(prefers-color-scheme:dark){:root{color:${dark}}}</style>${drawings[shape]}</svg>`;
}

/** The same inside the page, so that the icon changes with the state and costs no request. */
export function faviconDataUri(state: ServiceState | null): string {
  return `data:image/svg+xml,${encodeURIComponent(favicon(state)).replace(/%(20|22|27|2F|3A|3B|3D)/g, (_, hex) => (hex === "22" ? "'" : String.fromCharCode(Number.parseInt(hex, 16))))}`;
}
