import type { Wire } from "./hook-double";

const json = { "content-type": "application/json" };

/** How each vendor answers, from its documentation. */
export const wires = {
  webhook: {
    ok: { status: 204, body: "" },
    slowDown: { status: 429, headers: { "retry-after": "7" }, body: "slow down" },
    busy: { status: 503, body: "busy" },
    gone: { status: 410, body: "gone" },
    refused: { status: 401, body: "who are you" },
  },
  slack: {
    ok: { status: 200, body: "ok" },
    slowDown: { status: 429, headers: { "retry-after": "7" }, body: "rate_limited" },
    busy: { status: 500, body: "rollup_error" },
    gone: { status: 403, body: "channel_is_archived" },
    refused: { status: 400, body: "invalid_blocks" },
  },
  teams: {
    ok: { status: 200, body: "1" },
    slowDown: {
      status: 200,
      headers: { "retry-after": "7" },
      body: "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with ContextId x",
    },
    busy: { status: 503, body: "" },
    gone: {
      status: 200,
      body: "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 404 with ContextId x",
    },
    refused: { status: 400, body: "Summary or Text is required." },
  },
  discord: {
    ok: { status: 200, headers: json, body: JSON.stringify({ id: "112233445566778899", type: 0 }) },
    slowDown: {
      status: 429,
      headers: json,
      body: JSON.stringify({ message: "You are being rate limited.", retry_after: 6.4, global: false }),
    },
    busy: {
      status: 500,
      headers: json,
      body: JSON.stringify({ message: "500: Internal Server Error", code: 0 }),
    },
    gone: { status: 404, headers: json, body: JSON.stringify({ message: "Unknown Webhook", code: 10015 }) },
    refused: { status: 400, headers: json, body: JSON.stringify({ embeds: ["0"] }) },
  },
  sms: {
    ok: { status: 201, headers: json, body: JSON.stringify({ sid: "SM0123456789", status: "queued" }) },
    slowDown: {
      status: 429,
      headers: json,
      body: JSON.stringify({ code: 20429, message: "Too Many Requests", status: 429 }),
    },
    busy: {
      status: 503,
      headers: json,
      body: JSON.stringify({ code: 20503, message: "Unavailable", status: 503 }),
    },
    gone: {
      status: 400,
      headers: json,
      body: JSON.stringify({
        code: 21610,
        message: "Attempt to send to unsubscribed recipient",
        status: 400,
      }),
    },
    refused: {
      status: 400,
      headers: json,
      body: JSON.stringify({ code: 21602, message: "Message body is required", status: 400 }),
    },
  },
  push: {
    ok: { status: 201, headers: { location: "/message/1" }, body: "" },
    slowDown: { status: 429, headers: { "retry-after": "7" }, body: "" },
    busy: { status: 503, body: "" },
    gone: { status: 410, body: "push subscription has unsubscribed or expired." },
    refused: { status: 403, body: "the VAPID credentials do not correspond to those of the subscription" },
  },
} satisfies Record<string, Wire>;
