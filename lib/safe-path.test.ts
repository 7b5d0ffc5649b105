import { expect, test } from "vitest";
import { safePath } from "./safe-path";

test.each(["/desk", "/desk/incidents?q=a&b=c", "/s/executives"])("%s is ours", (path) => {
  expect(safePath(path)).toBe(path);
});

test.each([
  ...[
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example/desk",
    "javascript:alert(1)",
  ],
  ...["", " /desk", "/\t/evil.example", "/desk\r\nset-cookie: a=b", undefined, null],
])("%j leads to the desk instead", (path) => {
  expect(safePath(path)).toBe("/desk");
});
