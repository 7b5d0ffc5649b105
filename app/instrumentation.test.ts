import { afterEach, expect, test, vi } from "vitest";
import { onRequestError, register } from "../instrumentation";

const methods = { ...console };
afterEach(() => {
  Object.assign(console, methods);
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  (globalThis as { drawbridgeLog?: unknown }).drawbridgeLog = undefined;
});

test("once the app is registered, whatever it says is a line of JSON, and so is a page that fails", async () => {
  vi.stubEnv("NEXT_RUNTIME", "nodejs");
  const lines: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((line) => lines.push(String(line)) > 0);
  await register();
  console.error("A door failed:", new Error("of reader@example.com"));
  const context = {
    routerKind: "App Router",
    routePath: "/desk",
    routeType: "render",
    renderSource: "react-server-components",
  };
  const asked = { path: "/desk", method: "GET", headers: { "x-request-id": "a-request-of-tests" } };
  await onRequestError(new Error("broken"), asked, context as never);
  vi.mocked(process.stdout.write).mockRestore();
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { part: "app", level: "error", msg: "A door failed: of (address)" },
    { part: "app", level: "error", request: "a-request-of-tests", err: { message: "broken" } },
  ]);
});

test("where it is not Node it does nothing", async () => {
  vi.stubEnv("NEXT_RUNTIME", "edge");
  await register();
  expect(console.error).toBe(methods.error);
});
