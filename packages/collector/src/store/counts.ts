/** Which cells are added up. Days are days since 1970-01-01, half-open. */
export interface CellSelection {
  project: string;
  dimension: string;
  scales: readonly string[];
  from: number | null;
  to: number | null;
  /** Null or absent for all. The fewer, the faster. */
  touchpoints?: readonly string[] | null;
  /** Values of the dimension; null or absent for all. */
  values?: readonly string[] | null;
  /** Keep the days apart. */
  byDay: boolean;
}

/** Cells added up. `day` is 0 when days are not kept apart. */
export interface CellSum {
  day: number;
  touchpoint: string;
  survey: string;
  version: number;
  question: string;
  value: string;
  scale: string;
  counts: number[];
}

/** Values of a dimension of the cells; null is any value, but one there must be. */
export interface DimensionFilter {
  dimension: string;
  values: readonly string[] | null;
}

/** What cells cannot tell: counts in several dimensions at once. The responses are read for it. */
export interface CrossSelection extends Omit<CellSelection, 'dimension'> {
  /** In the order of the values of a sum. */
  dimensions: readonly DimensionFilter[];
  /** Null for all. The fewer, the faster. */
  touchpoints: readonly string[] | null;
}

/** Responses added up as cells are, with a value in each dimension. */
export interface CrossSum extends Omit<CellSum, 'value'> {
  values: string[];
}

/** Which sums per account are added up. Months are months since 1970-01, half-open. */
export interface AccountSelection {
  project: string;
  scales: readonly string[];
  from: number | null;
  to: number | null;
  /** Only of these; all unless told. */
  touchpoints?: readonly string[] | null;
  /** Keep the months apart. */
  byMonth: boolean;
}

/** The answers of one account to one question, added up by what they count (`worthyQuestions`). */
export interface AccountSum {
  /** 0 when months are not kept apart. */
  month: number;
  touchpoint: string;
  survey: string;
  version: number;
  question: string;
  scale: string;
  account: string;
  n: number;
  sum: number;
  sumOfSquares: number;
}

/** The people behind a row of a table. */
export interface CrowdSelection {
  project: string;
  /** Where something of the row counts: nothing else is looked at. */
  places: readonly { day: number; touchpoint: string }[];
  /** A response counts when it answers one of these; a composite is answered by all its parts. Null: any response. */
  questions: readonly { survey: string; version: number; question: string }[] | null;
  /** What the response must hold, all of it. */
  within: readonly DimensionFilter[];
  /** What it must not hold, all of it at once; empty for nothing. */
  outside: readonly DimensionFilter[];
  /** Nobody is counted beyond. */
  limit: number;
}

/** How often a touchpoint was triggered, and which gates closed, added up over devices. `day` is null when days are not kept apart. */
export interface TallySum {
  day: string | null;
  touchpoint: string;
  triggered: number;
  gates: Record<string, number>;
}
