import { shuffled } from '@milepost/engine';
import type { AnswerValue, Question } from '@milepost/protocol';
import { hash } from '@milepost/protocol/hash';
import { acceptable } from './acceptable.ts';
import { createSession, type OpenSession } from './session.ts';

/** A session of questions, with what it tells. */
export interface OpenedSession {
  session: OpenSession;
  log: string[];
  /** What is recorded by now, as the last word on each question. */
  recorded: Map<string, AnswerValue>;
}

export function openSession(
  questions: readonly Question[],
  hear: (event: string, session: OpenSession) => void = () => {},
): OpenedSession {
  const log: string[] = [];
  const recorded = new Map<string, AnswerValue>();
  const told = (event: string) => {
    log.push(event);
    hear(event, session);
  };
  const session = createSession(
    {
      questions,
      order: (options, question) => shuffled(options, { seed: 7, question, hash }),
      tell: (text) => text,
      accepts: acceptable,
    },
    {
      answered: (question, value) => {
        if (value === null) recorded.delete(question);
        else recorded.set(question, value);
        told(`answered ${question} ${value}`);
      },
      completed: () => told('completed'),
      dismissed: (reason) => told(`dismissed ${reason}`),
      ended: () => told('ended'),
    },
  );
  return { session, log, recorded };
}
