import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider, type ReadableSpan } from "@opentelemetry/sdk-trace-node";
import { scrub, shownPath } from "./scrub";

/**
 * Sends traces to OTEL_EXPORTER_OTLP_ENDPOINT, with OpenTelemetry's own settings (OTEL_SERVICE_NAME, OTEL_TRACES_SAMPLER …);
 * without that address nothing is traced. Next makes the spans. Answers how to send what is left.
 */
export function startTracing(serviceName: string): (() => Promise<void>) | null {
  if (!process.env.OTEL_EXPORTER_OTLP_ENDPOINT) return null;
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ "service.name": process.env.OTEL_SERVICE_NAME || serviceName }),
    spanProcessors: [new CleanSpans(new OTLPTraceExporter())],
  });
  provider.register();
  return () => provider.shutdown();
}

/** Attributes that hold a path, which may be somebody's link. */
const paths = ["http.target", "url.path", "next.page"];

/** Spans leave without secrets and addresses, as lines of the log do. */
class CleanSpans extends BatchSpanProcessor {
  override onEnd(span: ReadableSpan): void {
    for (const [name, value] of Object.entries(span.attributes)) {
      if (typeof value !== "string") continue;
      span.attributes[name] = paths.includes(name) ? shownPath(value) : scrub(value);
    }
    super.onEnd(span);
  }
}
