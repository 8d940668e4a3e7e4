/** A value that a trait or a fact may have. */
export type Scalar = string | number | boolean;

/** What `createCx` is told. */
export interface CxOptions {
  /** Address of the collector, such as `https://cx.example.com`. */
  collector: string;
  /** The project's public key, `mp_pub_…`. */
  key: string;
  /** Language of the surveys (BCP 47); by default that of the page, then that of the browser. */
  locale?: string;
  /** Also ask in a browser that a program drives (`navigator.webdriver`): for tests of your own. */
  allowAutomation?: boolean;
}

/** Who is asked. Ids are opaque: use your own, not an e-mail address. */
export interface Identity {
  id: string;
  account?: string;
  role?: string;
  traits?: Readonly<Record<string, Scalar>>;
  /** Your server's signed word for who it is (a JWT), where the collector verifies identity. */
  proof?: string;
}

/** What happened, for the answer to be understood by: `{ ticketId: 'T-42', queue: 'billing' }`. */
export type Facts = Readonly<Record<string, Scalar>>;

/** An answer by question id: a number on a scale, words, or the ids of what was chosen. */
export type Answers = Readonly<Record<string, number | string | string[]>>;

/** How a trigger ended. It never throws; `failed` says that something of ours went wrong. */
export interface Outcome {
  status: 'completed' | 'dismissed' | 'not_asked' | 'failed';
  /** Of `dismissed`, `not_asked` and `failed`. */
  reason?: string;
  answers: Answers;
}

/** One reason not to ask, and whether it holds. */
export interface Verdict {
  gate: string;
  open: boolean;
  /** When it opens by itself, in milliseconds since the epoch; null when waiting does not help. */
  eligibleAt: number | null;
}

/** Whether a touchpoint would ask now, and if not why and until when. */
export interface Decision {
  ask: boolean;
  /** The first gate that is closed, or why there was nothing to decide. */
  reason: string | null;
  eligibleAt: number | null;
  /** The survey that this person is asked here, by its name in the program; null when there was nothing to decide. */
  survey: string | null;
  /** Every gate in the order in which it is tried. */
  gates: readonly Verdict[];
}

/** What happened to a survey, for `on`. */
export interface CxEvent {
  touchpoint: string;
  reason?: string | undefined;
  question?: string;
  answers?: Answers;
}

export type CxEventName = 'shown' | 'answered' | 'completed' | 'dismissed' | 'not_asked' | 'failed';

/**
 * A guest in the page. No method throws into it.
 *
 * @typeParam Touchpoint the names of the program's touchpoints
 * @typeParam TouchpointFacts the facts that each of them takes; `milepost program types` writes both
 */
export interface Cx<
  Touchpoint extends string = string,
  TouchpointFacts extends Record<Touchpoint, Facts> = Record<Touchpoint, Facts>,
> {
  /**
   * Says who is there; call it again when something about the person changes. Once a session, when the page is idle, the
   * touchpoints of the person's open moments are triggered.
   */
  identify(person: Identity): void;
  /** Forgets who is there, at logging out, and closes what they were asked. What was answered stays with them. */
  reset(): void;
  /** A touchpoint was reached: asks if the program says so. Settles when the survey does. */
  trigger<Name extends Touchpoint>(touchpoint: Name, facts?: TouchpointFacts[Name]): Promise<Outcome>;
  /** Why `trigger` would or would not ask now. Records nothing. */
  explain(touchpoint: Touchpoint): Promise<Decision>;
  /** Calls back at every event of a kind. Returns the stop. */
  on(event: CxEventName, listener: (event: CxEvent) => void): () => void;
  setLocale(locale: string): void;
  /** Closes the open prompt, if there is one. */
  close(): void;
  /** Closes the prompt and stops everything; nothing of ours stays in the page. */
  destroy(): void;
}
