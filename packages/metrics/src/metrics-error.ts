/** What can be wrong with the input of a metric. Codes are stable; the words of the message may change. */
export type MetricsErrorCode =
  /** Counts that no set of answers can have, or a histogram on a scale that the metric is not defined on. */
  | 'histogram_invalid'
  /** Histograms of different scales were to be merged. */
  | 'scale_mixed'
  /** A confidence that is not between 0 and 1, both excluded. */
  | 'confidence_invalid'
  /** An answer that is not on its scale. */
  | 'value_out_of_scale'
  /** Any other number that a function is not defined for. */
  | 'argument_invalid';

/** A caller's mistake. The message is a sentence that names what was expected and what was given. */
export class MetricsError extends Error {
  override readonly name = 'MetricsError';
  readonly code: MetricsErrorCode;

  constructor(code: MetricsErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
