import { expect, test } from "vitest";
import { databaseFault } from "./database-fault";
import { innermostReason } from "./innermost-reason";

const pg = (code: string, message = "refused") => Object.assign(new Error(message), { code });
const wrapped = (cause: Error) => new Error("Failed query: insert … params: ana@reader.example", { cause });

test.each([
  ["ECONNREFUSED", "away"],
  ["57P01", "away"],
  ["08006", "away"],
  ["25006", "read_only"],
  ["53100", "full"],
  ["23505", null],
])("code %s means %s, however deep it lies", (code, fault) => {
  expect(databaseFault(pg(code))).toBe(fault);
  expect(databaseFault(wrapped(pg(code)))).toBe(fault);
});

test("what is no error says nothing", () => {
  expect(databaseFault("ECONNREFUSED")).toBeNull();
});

test("the reason is the innermost, without the statement and its values", () => {
  expect(innermostReason(wrapped(pg("53100", "No space left on device")))).toBe("No space left on device");
  expect(innermostReason(pg("ECONNREFUSED", ""))).toBe("ECONNREFUSED");
});
