import { channelWay } from "@/communications/channels/list";
import { shownAddress } from "@/communications/subscribers/shown-address";
import { isOpen } from "@/communications/subscribers/ways";
import type { Context } from "@/db/context";
import type { ListenerKind } from "@/lib/vocabulary";
import type { Page } from "@/status/page/read-page";
import { allServices } from "./all-services";
import { type Choices, type Decision, decideRow } from "./decide-row";
import { findKnown } from "./find-known";
import { judgeRow, type Known, serviceIndex, type Wanted } from "./judge-row";
import type { CsvRow } from "./read-csv";
import { addLine, emptyReport, type Report } from "./report";
import { addRows, changeRows } from "./write-rows";

/** Confirm messages of one import; who is beyond is refused in words, and gets one by the next import of the file. */
export const asksMax = 500;

export type Ask = { wanted: Wanted; choices: Choices };
type Doing = Pick<Context, "db" | "now">;

/** Whom the rows are added to: the public page's subscribers, or an audience's stakeholders. */
export type Into = { page: Page; kind: ListenerKind };

/**
 * Judges rows, decides what each does, and does it when `write` says so; answers what, and whom to ask. The one way
 * for the preview and for real.
 */
export async function goThrough(
  ctx: Doing,
  portions: AsyncIterable<CsvRow[]>,
  { write, page, kind }: Into & { write: boolean },
): Promise<{ report: Report; asks: Ask[] }> {
  const known = await whatIsKnown(ctx, page);
  const report = emptyReport();
  const asks: Ask[] = [];
  const seen = new Map<string, number>();
  for await (const rows of portions) {
    const judged = judgeAll(rows, known, seen, report);
    const found = await findKnown(ctx, page.id, judged.map(wantedOf));
    const decided = judged.map(({ line, wanted }, index) => {
      const decision = bounded(
        decideRow(wanted, found[index]!, { ...usualFor(wanted, page), kind }),
        asks.length,
      );
      if (decision.do === "ask") asks.push({ wanted, choices: decision.choices });
      count(report, line, wanted, decision);
      return { wanted, decision };
    });
    if (!write) continue;
    await addRows(
      ctx,
      { audienceId: page.id, kind },
      decided.flatMap(({ wanted, decision }) =>
        decision.do === "add" ? [{ wanted, choices: decision.choices }] : [],
      ),
    );
    await changeRows(
      ctx,
      decided.flatMap(({ decision }) => (decision.do === "change" ? [decision] : [])),
    );
  }
  report.lines.sort((a, b) => a.line - b.line);
  return { report, asks };
}

type Line = { line: number; wanted: Wanted };
const wantedOf = ({ wanted }: Line) => wanted;

async function whatIsKnown({ db }: Doing, page: Page): Promise<Known> {
  return {
    services: serviceIndex(await allServices(db, page.id)),
    wayOf: (channel) => (isOpen(channel) ? channelWay(channel) : null),
  };
}

/** The rows that can be taken. The others, and those that an earlier line speaks for, are counted as refused. */
function judgeAll(rows: CsvRow[], known: Known, seen: Map<string, number>, report: Report): Line[] {
  return rows.flatMap(({ line, cells }) => {
    report.rows++;
    const judged = judgeRow(cells, known);
    const key = "wanted" in judged ? `${judged.wanted.channel} ${judged.wanted.address}` : "";
    const before = seen.get(key);
    if ("wanted" in judged && before === undefined) {
      seen.set(key, line);
      return [{ line, wanted: judged.wanted }];
    }
    const why = "why" in judged ? judged.why : `Line ${before} is about the same address.`;
    report.refused++;
    addLine(report, { line, did: "refuse", address: (cells.address ?? "").slice(0, 80), why });
    return [];
  });
}

const usualFor = ({ channel }: Wanted, { language }: Page) => ({
  detail: channelWay(channel).defaultDetail,
  language,
});

function bounded(decision: Decision, asked: number): Decision {
  return decision.do === "ask" && asked >= asksMax
    ? {
        do: "refuse",
        why: `One import asks ${asksMax} people to confirm. Import the file again for the next.`,
      }
    : decision;
}

const counts = {
  add: "added",
  change: "changed",
  ask: "asked",
  nothing: "unchanged",
  wait: "waiting",
  refuse: "refused",
} as const satisfies Record<Decision["do"], keyof Report>;

function count(report: Report, line: number, wanted: Wanted, decision: Decision): void {
  report[counts[decision.do]]++;
  const address = shownAddress(wanted);
  if (decision.do === "refuse") addLine(report, { line, did: "refuse", address, why: decision.why });
  if (decision.do === "change")
    addLine(report, { line, did: "change", address, why: decision.what.join(", ") });
}
