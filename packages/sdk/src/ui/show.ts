import { localise, recall } from '@milepost/engine';
import type { ClientProgram, Person, Response } from '@milepost/protocol';
import type { Answers, CxEvent, CxEventName, Decision, Outcome } from '../api.ts';
import type { PastOf } from '../history.ts';
import type { Ports } from '../ports/index.ts';
import { createOutbox } from '../sending/outbox.ts';
import { browserSendingPorts, type SendingPorts } from '../sending/sending-ports.ts';
import { uuidV7 } from '../sending/uuid.ts';
import { createSession, type Delivery } from '../session.ts';
import { createClaims } from './claims.ts';
import { frozenPerson, scalars } from './freeze.ts';
import { loadWords } from './language.ts';
import { mount } from './mount.ts';
import { drawable } from './questions/index.ts';
import { remember } from './remember.ts';
import { createVisit, type Visit } from './visit.ts';

/** Whether a touchpoint may ask at this moment, and whom. */
export interface Occasion extends Decision {
  program: ClientProgram | null;
  /** Whose history remembers the prompt. */
  subject: string;
  person: Person | null;
  /** The language that the host wants, if not that of its page. */
  locale: string | undefined;
}

/** A touchpoint that was reached, and might ask when its delay is over. */
export interface Ask {
  touchpoint: string;
  facts: Response['facts'];
  /** When it was reached, in milliseconds since the epoch: the delay counts from there. */
  since: number;
  /** Decides anew: much may have happened, in other tabs too. */
  again(): Occasion;
  /** Called once nothing is drawn any more, or nothing was. */
  gone(): void;
}

/** Draws surveys and sends what is answered: the part of the SDK that is loaded when there is something to show. */
export interface Surveys {
  /** Settles when the survey does, or with the reason why there is none. Never rejects. */
  ask(ask: Ask): Promise<Outcome | string>;
  /** Asks about what happened while the person was away. */
  visit: Visit;
  /** Closes the open prompt, if there is one. */
  close(): void;
  stop(): void;
}

interface SurveysOptions {
  ports: Ports;
  collector: string;
  key: string;
  /** What the names of everything kept on the device begin with. */
  prefix: string;
  past: PastOf;
  sending?: SendingPorts;
  emit: (name: CxEventName, event: CxEvent) => void;
}

/** Starts sending what earlier pages left behind, and shows what it is asked to. */
export function createSurveys(options: SurveysOptions): Surveys {
  const { collector, key, prefix, past, emit } = options;
  const ports = { ...options.ports, ...(options.sending ?? browserSendingPorts) };
  const time = () => new Date(ports.now()).toISOString();
  /** Where the prompt that is on the screen hears how its answers fare. */
  let heard: (id: string, delivery: Delivery) => void = () => {};
  const outbox = createOutbox({
    ports,
    collector,
    key,
    place: `${prefix}out:`,
    onDelivery: (id, delivery) => heard(id, delivery),
    onDropped: ({ response }, reason) => emit('failed', { touchpoint: response.touchpoint, reason }),
  });
  const claims = createClaims({ ports, collector, key });
  let close = () => {};

  const show = async (ask: Ask): Promise<Outcome | string> => {
    const { touchpoint, again, gone } = ask;
    const delay = again().program?.touchpoints[touchpoint]?.delay ?? 0;
    await new Promise<void>((passed) => ports.after(ask.since + delay - ports.now(), passed));
    const { reason, program, survey: surveyName, subject, ...guest } = again();
    if (reason) return reason;
    const spec = program?.touchpoints[touchpoint];
    const survey = surveyName && program?.surveys[surveyName];
    if (!spec || !survey) return 'program_unavailable';
    const wanted = guest.locale || ports.locale();
    const { locale, questions } = localise(survey, wanted, program.locale);
    if (!questions.every(drawable)) return 'unsupported';
    // What the host changes from here on is of another moment.
    const person = guest.person && frozenPerson(guest.person);
    const facts = scalars(ask.facts ?? {});
    const id = uuidV7(ports.now(), ports.bytes(16));
    const [words, refusal] = await Promise.all([
      loadWords(locale),
      person?.id && claims.refusal({ person, touchpoint, response: id }),
    ]);
    const obstacle = refusal || again().reason;
    if (obstacle) return obstacle;

    const at = ports.now();
    const answers: Record<string, Answers[string]> = {};
    let response: Response = {
      id,
      touchpoint,
      survey: surveyName,
      version: survey.version,
      shown: time(),
      sample: spec.sample,
      locale,
      page: ports.path(),
      ...(ask.facts && { facts }),
    };
    const keep = (change: Partial<Response>) => {
      response = { ...response, ...change };
      outbox.put({ person, response });
    };
    const showing = (fate: { dismissed?: true }) =>
      remember(ports.device, past(subject), { touchpoint, shown: at, ...fate });

    return new Promise<Outcome>((settle) => {
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
          // Who answered and then closed has been asked, and a prompt that gave way was not refused.
          if (['closed', 'escape', 'later'].includes(reason) && Object.keys(answers).length === 0)
            showing({ dismissed: true });
          emit('dismissed', { touchpoint, reason, answers });
          settle({ status: 'dismissed', reason, answers });
        },
        ended: gone,
      });
      heard = (of, delivery) => of === id && session.deliver(delivery);
      const tell = (text: string) => recall(text, { answers, questions, person, facts });
      const unmount = mount(session, { locale, words, tell });
      close = () => {
        session.dismiss('superseded');
        unmount();
      };
      showing({});
      keep({});
      emit('shown', { touchpoint });
    });
  };

  return {
    ask: async (ask) => {
      const end = await show(ask).catch(() => 'ui_unavailable');
      if (typeof end === 'string') ask.gone();
      return end;
    },
    visit: createVisit({ claims, session: ports.session, prefix }),
    close: () => close(),
    stop: () => {
      close();
      outbox.stop();
    },
  };
}
