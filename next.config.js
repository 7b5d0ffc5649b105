/** Readers' paths and where they live in `app/(public)/p/[audience]`. The public audience has the root. */
const id = ":id([a-z0-9]{12})";
const rewrites = [
  ["/", ""],
  [`/incidents/${id}`, "/incidents/:id"],
  [`/maintenances/${id}.ics`, "/maintenances/:id/calendar.ics"],
  [`/maintenances/${id}`, "/maintenances/:id"],
  ["/history", "/history"],
  ["/history/:month(\\d{4}-\\d{2})", "/history/:month"],
  ["/404", "/404"],
  ["/api/v2/:endpoint*", "/api/v2/:endpoint*"],
  ["/:file(history.atom|history.rss|feed.json|maintenance.ics|favicon.svg|page.js|stamp.json)", "/:file"],
];

/** @type {import("next").NextConfig} */
export default {
  distDir: process.env.NEXT_DIST_DIR || ".next",
  poweredByHeader: false,
  // The front compresses once for all readers.
  compress: false,
  reactStrictMode: true,
  serverExternalPackages: [
    ...["pg", "@vercel/postgres", "pino", "prom-client", "@opentelemetry/sdk-trace-node"],
    ...["@opentelemetry/resources", "@opentelemetry/exporter-trace-otlp-http"],
  ],
  turbopack: {
    root: import.meta.dirname,
    rules: {
      "*.css": {
        condition: { query: "?inline" },
        loaders: ["./components/public/css-text.cjs"],
        as: "*.js",
      },
      "*.mjs": {
        condition: { query: "?text" },
        loaders: ["./components/public/script-text.cjs"],
        as: "*.js",
      },
    },
  },
  // We show no pictures: there is no door that makes them smaller.
  images: { unoptimized: true },
  // What every answer says (lib/security-headers.ts; this file cannot read it, a test compares them). Without it Next's
  // own answers, a method refused or an address corrected, would say nothing. All else is said where it is answered.
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "x-content-type-options", value: "nosniff" },
        {
          key: "permissions-policy",
          value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        },
        { key: "cross-origin-opener-policy", value: "same-origin" },
      ],
    },
  ],
  rewrites: async () => ({
    beforeFiles: rewrites.map(([source, path]) => ({ source, destination: `/p/public${path}` })),
    afterFiles: [],
    // Whatever nobody answers is a page that does not exist, in our look.
    fallback: [{ source: "/:path*", destination: "/p/public/404" }],
  }),
};
