/** A value that a trait or a fact may have. */
export type Scalar = string | number | boolean;

/** What `createCx` is told. */
export interface CxOptions {
  /** Address of the collector, such as `https://cx.example.com`. */
  collector: string;
  /** The project's public key, `mp_pub_…`. */
  key: string;
  /** Language of the surveys (BCP 47); by default that of the page, then that of the browser. */
  locale?: string | undefined;
  /**
   * `required`: nothing is stored on the device and nothing is asked before `consent('granted')`. The host keeps the
   * person's word; say it on every page.
   */
  consent?: 'required' | undefined;
  /** The client's view of the program, as `milepost program pull --client` writes it: saves the page a request. */
  program?: InlinedProgram | undefined;
  /** Also ask in a browser that a program drives (`navigator.webdriver`): for tests of your own. */
  allowAutomation?: boolean | undefined;
}

/** The client's view of a program, as a file holds it. */
export interface InlinedProgram {
  readonly revision: number;
  readonly touchpoints: object;
  readonly surveys: object;
}

/** Who is asked. Ids are opaque: use your own, not an e-mail address. */
export interface Identity {
  id: string;
  account?: string | undefined;
  role?: string | undefined;
  traits?: Readonly<Record<string, Scalar | null | undefined>> | undefined;
  /** Your server's signed word for who it is (a JWT), where the collector verifies identity. */
  proof?: string | undefined;
}

/** What happened, for the answer to be understood by: `{ ticketId: 'T-42', queue: 'billing' }`. */
export type Facts = Readonly<Record<string, Scalar>>;

/** An answer by question id: a number on a scale, words, or the ids of what was chosen. */
export type Answers = Readonly<Record<string, number | string | string[]>>;

/** The ways to end a survey before its end. */
export type Dismissal = 'closed' | 'escape' | 'later' | 'timeout' | 'superseded';

/** One thing that is asked, in the person's language, with all that is needed to draw it. */
export interface Step {
  /** The name of its answer: the question's, or that of a part of it, such as `experience.ease`. */
  id: string;
  type:
    | 'nps'
    | 'csat'
    | 'ces'
    | 'cxi'
    | 'pmf'
    | 'rating'
    | 'thumbs'
    | 'choice'
    | 'choices'
    | 'text'
    | 'message';
  text: string;
  /** Stands before the text: what the parts of a `cxi` question have in common. */
  lead?: string;
  /** The person may skip it. */
  optional: boolean;
  /** The ends of a scale, of whole numbers. */
  min?: number;
  max?: number;
  labels?: { low?: string; high?: string };
  look?: 'numbers' | 'stars' | 'smileys' | 'emoji';
  /** What there is to choose from, in the order to show it in. */
  options?: readonly { id: string; text: string }[];
  /** Words of one more option, `other`, which takes a text. */
  other?: string;
  /** How many may be chosen. */
  atMost?: number;
  placeholder?: string;
  minLength?: number;
  maxLength?: number;
  link?: { text: string; url: string };
  /** Nothing comes after it. */
  last: boolean;
}

/** What `answer` takes: a number on the scale, words, an option, several options; null skips an optional question. */
export type Value = number | string | string[] | null;

/** What became of the latest answer: nothing sent yet, on its way, stored by the collector, or kept on the device. */
export type Delivery = 'idle' | 'sending' | 'sent' | 'kept';

/** One showing of a survey, for a host that draws it itself. What is answered is kept and sent as ever. */
export interface SurveySession {
  /** What to draw; null when the survey is over. */
  readonly current: Step | null;
  /** How far the survey has come, from 0 to 1. */
  readonly progress: number;
  readonly delivery: Delivery;
  /** Answers `current` and goes on; `other` are the words of the option `other`. What cannot be an answer is ignored. */
  answer(value: Value, other?: string): void;
  /** Goes on from a message, which takes no answer. */
  advance(): void;
  /** Back to the step before, if there is one. What another way leaves behind is withdrawn. */
  back(): void;
  /** Ends the survey. After the last question this only closes. */
  dismiss(reason?: Dismissal): void;
  /** Calls back whenever `current` or `delivery` changes. Returns the stop. */
  subscribe(listener: () => void): () => void;
  /** Settles when everything is answered, or the survey was dismissed. */
  readonly outcome: Promise<Outcome>;
}

/** Where and about what `open` asks. */
export interface Placement<TheFacts extends Facts = Facts> {
  /** The survey is drawn in the flow of this element. */
  into: Element;
  facts?: TheFacts;
  /** Takes the survey away again, as when the element goes. */
  signal?: AbortSignal;
}

/** A response that this device sent, or has yet to send. */
export interface SentResponse {
  id: string;
  touchpoint: string;
  survey: string;
  /** RFC 3339. */
  shown: string;
  answers: Answers;
  /** The collector has it as it is here. */
  stored: boolean;
}

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
  /**
   * Asks in a place of the page, where nobody is interrupted: sampling and the time between prompts do not count, the
   * rest of the program does. Recorded with the channel `inline` once it is in view.
   */
  open<Name extends Touchpoint>(
    touchpoint: Name,
    placement: Placement<TouchpointFacts[Name]>,
  ): Promise<Outcome>;
  /** As `trigger`, but drawn by the host: null where nothing is asked; `on('not_asked')` tells why. */
  session<Name extends Touchpoint>(
    touchpoint: Name,
    facts?: TouchpointFacts[Name],
  ): Promise<SurveySession | null>;
  /** Shows the survey of a touchpoint, whatever the governor says. Nothing is recorded. */
  preview(touchpoint: Touchpoint): Promise<Outcome>;
  /** Why `trigger` would or would not ask now. Records nothing. */
  explain(touchpoint: Touchpoint): Promise<Decision>;
  /** Calls back at every event of a kind. Returns the stop. */
  on(event: CxEventName, listener: (event: CxEvent) => void): () => void;
  /** The language of what is asked from now on (BCP 47); a prompt that is open keeps its own. */
  setLocale(locale: string): void;
  /**
   * The person's word on being asked and on what the device keeps. `denied` also clears what it keeps. Where a browser
   * sends Global Privacy Control, traits are not used in any case.
   */
  consent(word: 'granted' | 'denied'): void;
  /** What was answered on this device, newest first, to show to the person. */
  sent(): Promise<SentResponse[]>;
  /** Withdraws every answer that this device sent, and deletes its copies. */
  forget(): Promise<void>;
  /** Closes the open prompt, if there is one. */
  close(): void;
  /** Closes the prompt and stops everything; nothing of ours stays in the page. */
  destroy(): void;
}
