import type { SimulationReport } from '@milepost/engine';

/** A report for other programs: instants are RFC 3339, a time between two of them is in milliseconds. */
export function simulationJson({ span, touchpoints, ...report }: SimulationReport): object {
  return {
    ...report,
    span: span && { from: iso(span.from), to: iso(span.to) },
    touchpoints: touchpoints.map(({ closures, lastPeriod, ...touchpoint }) => ({
      ...touchpoint,
      closures: closures.map((closure) => ({ ...closure, at: iso(closure.at), ...period(closure) })),
      lastPeriod: lastPeriod && { ...lastPeriod, ...period(lastPeriod) },
    })),
  };
}

function period({ start, end }: { start: number; end: number }) {
  return { start: iso(start), end: iso(end) };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
