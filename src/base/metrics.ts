// Figures about the running server for Prometheus at /metrics: how many requests, how long, how they ended.
import type { Attributes } from '@opentelemetry/api'
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus'
import { AggregationType, MeterProvider } from '@opentelemetry/sdk-metrics'

export interface Metrics {
  /** One answered request; `route` is the pattern, never the address asked. */
  answered(request: { method: string; route: string; status: number; seconds: number }): void
  counted(name: 'refusals' | 'database_restarts', attributes?: Attributes): void
  text(): Promise<string>
}

export function openMetrics(): Metrics {
  const exporter = new PrometheusExporter({ preventServerStart: true })
  const provider = new MeterProvider({
    readers: [exporter],
    views: [
      {
        instrumentName: 'gangmu_request_seconds',
        aggregation: {
          type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM,
          options: { boundaries: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] },
        },
      },
    ],
  })
  const meter = provider.getMeter('gangmu')
  const requests = meter.createHistogram('gangmu_request_seconds', { description: 'How long requests took' })
  const counters = {
    refusals: meter.createCounter('gangmu_refusals', { description: 'Refusals by code' }),
    database_restarts: meter.createCounter('gangmu_database_restarts', {
      description: 'How often the embedded database had to be restarted',
    }),
  }
  const serializer = new PrometheusSerializer()
  return {
    answered: ({ seconds, ...attributes }) => requests.record(seconds, attributes),
    counted: (name, attributes) => counters[name].add(1, attributes),
    text: async () => serializer.serialize((await exporter.collect()).resourceMetrics),
  }
}
