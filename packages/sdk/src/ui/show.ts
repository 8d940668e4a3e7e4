import type { ClientSurvey, Person, Response } from '@milepost/protocol';
import type { Answers, CxEvent, CxEventName, Outcome } from '../api.ts';
import type { History } from '../history.ts';
import { localise } from '../localise.ts';
import type { Ports } from '../ports/index.ts';
import { createOutbox } from '../sending/outbox.ts';
import { browserSendingPorts, type SendingPorts } from '../sending/sending-ports.ts';
import { uuidV7 } from '../sending/uuid.ts';
import { createSession, type Delivery } from '../session.ts';
import { frozenPerson, scalars } from './freeze.ts';
import { loadWords } from './language.ts';
import { mount } from './mount.tsx';
import { drawable } from './questions/index.ts';
import { remember } from './remember.ts';

/** What is shown, to whom. Everything here is frozen at this moment. */
export interface Ask {
  touchpoint: string;
  surveyName: string;
  survey: ClientSurvey;
  sample: number;
  person: Person | null;
  /** Whose history remembers the prompt. */
  subject: string;
  facts: Response['facts'];
  /** Called when nothing is drawn any more. */
  gone: () => void;
  /** The language wanted, and the one that the program is written in. */
  locale: string;
  ownLocale: string;
}

/** A prompt on the screen. */
export interface Shown {
  /** Settles when the survey is completed or dismissed. */
  outcome: Promise<Outcome>;
  close(): void;
}

/** Draws surveys and sends what is answered: the part of the SDK that is loaded when there is something to show. */
export interface Surveys {
  /** Null when a question of the survey cannot be drawn by this version. */
  show(ask: Ask): Promise<Shown | null>;
  stop(): void;
}

interface SurveysOptions {
  ports: Ports;
  collector: string;
  key: string;
  place: string;
  history: History;
  sending?: SendingPorts;
  emit: (name: CxEventName, event: CxEvent) => void;
}

/** Starts sending what earlier pages left behind, and shows what it is asked to. */
export function createSurveys(options: SurveysOptions): Surveys {
  const { collector, key, place, history, emit } = options;
  const ports = { ...options.ports, ...(options.sending ?? browserSendingPorts) };
  const { clock } = ports;
  /** Where the prompt that is on the screen hears how its answers fare. */
  let heard: (id: string, delivery: Delivery) => void = () => {};
  const outbox = createOutbox({
    ports,
    collector,
    key,
    place,
    onDelivery: (id, delivery) => heard(id, delivery),
    onDropped: ({ response }, reason) => emit('failed', { touchpoint: response.touchpoint, reason }),
  });
  let close = () => {};
  let stopped = false;

  const show = async (ask: Ask): Promise<Shown | null> => {
    const { touchpoint, survey, subject } = ask;
    const person = frozenPerson(ask.person);
    const { locale, questions } = localise(survey, ask.locale, ask.ownLocale);
    if (!questions.every(drawable)) return null;
    const words = await loadWords(locale);
    if (stopped) return null;
    const at = clock.now();
    const time = () => new Date(clock.now()).toISOString();
    const answers: Record<string, Answers[string]> = {};
    let response: Response = {
      id: uuidV7(at, ports.bytes(16)),
      touchpoint,
      survey: ask.surveyName,
      version: survey.version,
      shown: time(),
      sample: ask.sample,
      locale,
      page: ports.path(),
      ...(ask.facts && { facts: scalars(ask.facts) }),
    };
    const keep = (change: Partial<Response>) => {
      response = { ...response, ...change };
      outbox.put({ person, response });
    };
    const showing = (fate: { dismissed?: true }) =>
      remember(ports.device, history, subject, { touchpoint, shown: at, ...fate });
    let settle: (outcome: Outcome) => void = () => {};
    const outcome = new Promise<Outcome>((resolve) => {
      settle = resolve;
    });
    const session = createSession(questions, {
      answered: (question, value) => {
        answers[question] = value as Answers[string];
        keep({ answers: [...(response.answers ?? []), { question, value, at: time() }] });
        emit('answered', { touchpoint, question, answers });
      },
      completed: () => {
        keep({ completed: time() });
        emit('completed', { touchpoint, answers });
        settle({ status: 'completed', answers });
      },
      dismissed: (reason) => {
        keep({ dismissed: { at: time(), reason } });
        showing({ dismissed: true });
        emit('dismissed', { touchpoint, reason, answers });
        settle({ status: 'dismissed', reason, answers });
      },
      ended: ask.gone,
    });
    heard = (id, delivery) => id === response.id && session.deliver(delivery);
    const unmount = mount(session, { locale, words });
    close = () => {
      session.dismiss('superseded');
      unmount();
    };
    showing({});
    keep({});
    emit('shown', { touchpoint });
    return { outcome, close };
  };

  return {
    show,
    stop: () => {
      stopped = true;
      close();
      outbox.stop();
    },
  };
}
