/** Characters of one text answer. By itself, so that the page that asks carries no other limit. */
export const textLength = 4_000;

/** What may cross the wire, in numbers. Free of zod, so that the SDK can read them. */
export const limits = {
  /** Bytes of one `POST /v1/responses`: what a browser still sends for a closing page (Fetch, keepalive). */
  envelopeBytes: 64 * 1024,
  /** Bytes at which the SDK starts another envelope. */
  splitBytes: 48 * 1024,
  responsesPerEnvelope: 100,
  talliesPerEnvelope: 100,
  gatesPerTally: 50,
  answersPerResponse: 100,
  textLength,
  /** Characters of all text answers of one response. */
  textPerResponse: 16_000,
  nameLength: 64,
  idLength: 200,
  pageLength: 2_000,
  proofLength: 4_096,
  /** Traits of a person, or facts of a response, and the characters of one value. */
  traitsPerPerson: 50,
  traitLength: 500,
  choiceLength: 500,
  choicesPerAnswer: 50,
  /** A response shown longer ago than this is `too_old`; further ahead than that is `shown_in_future`. */
  maxAgeDays: 90,
  maxAheadHours: 24,
  /** A device clock that is off by more than this is corrected. */
  skewToleranceMs: 5 * 60 * 1000,
  /** A prompt that is still open after this counts as ignored. */
  openForMs: 24 * 60 * 60 * 1000,
  programBytes: 1024 * 1024,
  stagesPerProgram: 100,
  touchpointsPerProgram: 200,
  variantsPerTouchpoint: 10,
  surveysPerProgram: 200,
  questionsPerSurvey: 50,
  localesPerSurvey: 100,
  optionsPerQuestion: 20,
  /** Faults of a program that are told one by one; of the rest only how many there are. */
  faultsPerProgram: 100,
  /** More than any response can have grown to by all its sends. */
  importLineBytes: 2 * 1024 * 1024,
  responsesPerExclusion: 1_000,
  exclusionNoteLength: 500,
  /** Rejected responses are kept so long, and so many of a project; of what came, so many characters. */
  rejectedDays: 7,
  rejectedPerProject: 10_000,
  rejectedLength: 16_000,
} as const;
