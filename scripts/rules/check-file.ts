import { checkRules } from "@/communications/rules/check-rules";
import { ruleSentence } from "@/communications/rules/rule-sentence";
import { RulesFile } from "@/communications/rules/rules-file";

/** What a file of rules says, and whether its checks hold, in lines to print. */
export function checkFile(text: string): { ok: boolean; lines: string[] } {
  const file = parse(text);
  if (Array.isArray(file)) return { ok: false, lines: ["This is not a file of rules:", ...file] };
  const { rules, checks, names } = file;
  const checked = checkRules(rules, checks, names);
  const failed = checked.filter(({ failures }) => failures.length > 0);
  return {
    ok: failed.length === 0,
    lines: [
      ...rules.map((rule, index) => `${index + 1}. ${ruleSentence(rule, names)}`),
      "",
      ...checked.flatMap(({ name, failures }) =>
        failures.length > 0
          ? [`FAILS  ${name}`, ...failures.map((words) => `       ${words}`)]
          : [`holds  ${name}`],
      ),
      "",
      failed.length > 0
        ? `${failed.length} of ${checked.length} checks do not hold.`
        : `All ${checked.length} checks hold.`,
    ],
  };
}

/** The file, or what is wrong with it. */
function parse(text: string): RulesFile | string[] {
  try {
    const read = RulesFile.safeParse(JSON.parse(text));
    if (read.success) return read.data;
    return read.error.issues.map(({ path, message }) => `  ${path.join(".") || "the file"}: ${message}`);
  } catch (error) {
    if (error instanceof SyntaxError) return [`  It is not JSON: ${error.message}`];
    throw error;
  }
}
