import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";

/**
 * Sends traces to OTEL_EXPORTER_OTLP_ENDPOINT, with OpenTelemetry's own settings (OTEL_SERVICE_NAME, OTEL_TRACES_SAMPLER …);
 * without that address nothing is traced. Next makes the spans. Answers how to send what is left.
 */
export function startTracing(serviceName: string): (() => Promise<void>) | null {
  if (!process.env.OTEL_EXPORTER_OTLP_ENDPOINT) return null;
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ "service.name": process.env.OTEL_SERVICE_NAME || serviceName }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  return () => provider.shutdown();
}
