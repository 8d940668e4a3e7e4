import type { AnswerValue, Channel, Response } from '@milepost/protocol';
import type { Answers, CxEvent, CxEventName, Outcome } from '../api.ts';
import type { Parcel } from '../sending/parcel.ts';
import type { Prepared, Text } from './prepare.ts';
import { createSession, type OpenSession, type SessionOptions } from './session.ts';

/** One showing of one survey to one person, from the screen to the outbox. */
export interface Showing {
  session: OpenSession;
  outcome: Promise<Outcome>;
  /** It is in view. Nothing is recorded before. */
  begin(): void;
}

export interface ShowingOptions {
  /** The id of the response, and the seed of shuffled options. */
  id: string;
  seed: number;
  hashOf: (text: string) => number;
  accepts?: SessionOptions['accepts'];
  channel: Extract<Channel, 'in_app' | 'inline'>;
  path: string;
  now(): number;
  /** Keeps a state of the response and sends it. */
  put(parcel: Parcel): void;
  /** Remembers on the device that the person was asked. */
  remember(fate: { shown: number; dismissed?: true }): void;
  emit(name: CxEventName, event: CxEvent): void;
  ended(): void;
}

export function createShowing(prepared: Prepared, text: Text, options: ShowingOptions): Showing {
  const { touchpoint, survey, version, person, facts } = prepared;
  const { locale, questions, aids } = text;
  const { id, seed, hashOf, accepts, channel, path, now, put, remember, emit, ended } = options;
  const time = () => new Date(now()).toISOString();
  const answers: Record<string, Answers[string]> = {};
  const inline = channel === 'inline';
  let response: Response | null = null;
  let shown = 0;
  let over = false;
  let settle: (outcome: Outcome) => void;
  const outcome = new Promise<Outcome>((settled) => {
    settle = settled;
  });

  const keep = (change: Partial<Response>) => {
    begin();
    if (!response) return;
    response = { ...response, ...change };
    put({ person, response });
  };
  const begin = () => {
    if (response || over) return;
    shown = now();
    response = {
      id,
      touchpoint,
      survey,
      version,
      shown: time(),
      sample: inline ? 1 : prepared.sample,
      locale,
      page: path,
      ...(inline && { channel }),
      ...(questions.some((question) => 'shuffle' in question && question.shuffle) && { seed }),
      ...(facts && { facts }),
    };
    // Nobody was interrupted by what stands in the page; only who answers there has been asked.
    if (!inline) remember({ shown });
    put({ person, response });
    emit('shown', { touchpoint });
  };

  const session = createSession(
    {
      questions,
      order: (options, question) => aids?.shuffled(options, { seed, question, hash: hashOf }) ?? options,
      tell: (words, said) => aids?.recall(words, { answers: said, questions, person, facts }) ?? words,
      ...(accepts && { accepts }),
    },
    {
      answered: (question: string, value: AnswerValue) => {
        if (value === null) delete answers[question];
        else answers[question] = value;
        const others = response?.answers?.filter((answer) => answer.question !== question) ?? [];
        keep({ answers: [...others, { question, value, at: time() }] });
        if (inline) remember({ shown });
        emit('answered', { touchpoint, question, answers: { ...answers } });
      },
      completed: () => {
        keep({ completed: time() });
        emit('completed', { touchpoint, answers });
        settle({ status: 'completed', answers });
      },
      dismissed: (reason) => {
        // Nobody saw it, so nothing was refused either.
        over = !response;
        keep({ dismissed: { at: time(), reason } });
        // Who answered and then closed has been asked, and a prompt that gave way was not refused.
        if (
          response &&
          !inline &&
          ['closed', 'escape', 'later'].includes(reason) &&
          Object.keys(answers).length === 0
        )
          remember({ shown, dismissed: true });
        emit('dismissed', { touchpoint, reason, answers });
        settle({ status: 'dismissed', reason, answers });
      },
      ended,
    },
  );
  return { session, outcome, begin };
}
