import { type Counter, collectDefaultMetrics, Registry } from 'prom-client';

/** One line of a metric. */
export interface Sample {
  /** Another name than that of the metric, as the lines of a histogram have. */
  metricName?: string;
  labels?: Record<string, string>;
  value: number;
}

/** A metric with all its lines, as they are when it is asked for. */
export interface Family {
  name: string;
  help: string;
  type: 'counter' | 'gauge' | 'histogram';
  samples(): Sample[];
}

/** Returns a function that writes the metrics, and those of the process, in the text format of Prometheus. */
export function createExposition(families: readonly Family[]): () => Promise<{ type: string; text: string }> {
  // A registry of its own: two collectors of one process are not mixed.
  const register = new Registry();
  for (const { name, help, type, samples } of families) {
    const metric = { name, help, type, get: async () => ({ name, help, type, values: samples() }) };
    // All that a registry asks of a metric; its type names the library's own classes.
    register.registerMetric(metric as unknown as Counter);
  }
  collectDefaultMetrics({ register });
  return async () => ({ type: register.contentType, text: await register.metrics() });
}
