import { decide, undecided } from '@milepost/engine';
import type { ClientProgram, Person } from '@milepost/protocol';
import type { Cx, CxEvent, CxEventName, CxOptions, Decision, Facts, Outcome } from './api.ts';
import { createHistory } from './history.ts';
import { loadUi } from './load-ui.ts';
import type { Ports } from './ports/index.ts';
import type { Surveys } from './ui/show.ts';

/**
 * Joins the engine, which decides, to the ports, which act.
 *
 * @throws TypeError when the key is not a public one: a secret key has no business in a page.
 */
export function createClient<Touchpoint extends string>(options: CxOptions, ports: Ports): Cx<Touchpoint> {
  const { device } = ports;
  const { collector, key, allowAutomation } = options;
  if (!key.startsWith('mp_pub_')) throw new TypeError('cx: key must be a public key, mp_pub_…');
  const prefix = `mp:${key.slice(-8)}:`;
  // A session begins with the program as it is: what was kept may know nothing of a moment, or be a day old.
  const cache = ports.session.get(prefix) ? 'default' : 'no-cache';
  const past = createHistory(ports, prefix);
  let listeners: ((name: CxEventName, event: CxEvent) => void)[] = [];
  let { locale } = options;
  let person: Person | null = null;
  let program: ClientProgram | null = null;
  let loading: Promise<unknown> | null = null;
  let surveys: Promise<Surveys | null> | null = null;
  /** A prompt is on the screen, or on its way there. */
  let busy = false;
  /** Why nothing is asked here, whatever the program says. */
  let barred = ports.present ? ports.automated && !allowAutomation && 'automation' : 'no_page';

  const emit = (name: CxEventName, event: CxEvent) => {
    for (const listener of listeners)
      try {
        listener(name, event);
      } catch (error) {
        // The host's own mistake belongs on the host's own console, and must not stop ours.
        reportError(error);
      }
  };

  const loadProgram = () => {
    if (!barred)
      loading ??= ports.fetchJson(`${collector}/v1/program?key=${key}`, cache).then((found) => {
        // A proxy, a service worker or a fallback page may answer in the collector's place.
        if ((found as ClientProgram | null)?.touchpoints) program = found as ClientProgram;
        else loading = null;
      });
    return loading;
  };

  /** Null when it cannot be loaded; the next to ask for it tries again. */
  const loadSurveys = () =>
    (surveys ??= loadUi()
      .then(({ createSurveys }) => createSurveys({ ports, collector, key, prefix, past, emit }))
      .catch(() => (surveys = null)));

  /** Who is asked: the person, or the device while nobody is known. */
  const subject = () => {
    if (person?.id) return person.id;
    const id = device.get(`${prefix}id`) ?? `${ports.random()}`;
    device.set(`${prefix}id`, id);
    return id as string;
  };

  const decideNow = (touchpoint: string, taken = busy): Decision => {
    if (barred) return undecided(barred);
    if (!program) return undecided('program_unavailable');
    const who = subject();
    return decide(program, touchpoint, {
      subject: who,
      person,
      ...past(who),
      consent: true,
      busy: taken,
      now: ports.now(),
    });
  };

  /** Settles when the survey does; with a reason when there is none. */
  const ask = async (touchpoint: string, facts: Facts | undefined): Promise<Outcome | string> => {
    const who = subject();
    await loadProgram();
    const { reason } = decideNow(touchpoint);
    if (reason) return reason;
    busy = true;
    const since = ports.now();
    const drawing = await loadSurveys();
    if (drawing)
      return drawing.ask({
        touchpoint,
        facts,
        since,
        again: () => ({
          ...(who === subject() ? decideNow(touchpoint, false) : undecided('person_changed')),
          program,
          subject: who,
          person,
          locale,
        }),
        gone: () => {
          busy = false;
        },
      });
    busy = false;
    return 'ui_unavailable';
  };

  const trigger = async (touchpoint: string, facts?: Facts): Promise<Outcome> => {
    const end = await ask(touchpoint, facts).catch(() => 'program_unavailable');
    if (typeof end === 'object') return end;
    const status = /_un(known|available)$/.test(end) ? 'failed' : 'not_asked';
    emit(status, { touchpoint, reason: end });
    return { status, reason: end, answers: {} };
  };

  /** Once a session: somebody who is known may have been away when something happened. */
  const visit = async () => {
    await loadProgram();
    if (!barred && program?.moments && person?.id && ports.session.get(`${prefix}m`) !== person.id)
      void (await loadSurveys())?.visit(() => person, trigger);
  };

  ports.whenIdle(() => {
    void loadProgram();
    if (!barred && device.keys(`${prefix}out:`).length) void loadSurveys();
  });

  const close = () => void surveys?.then((drawing) => drawing?.close());

  return {
    identify: (next) => {
      person = { ...next } as Person;
      ports.whenIdle(visit);
    },
    reset: () => {
      person = null;
      close();
    },
    trigger,
    explain: async (touchpoint) => {
      await loadProgram();
      return decideNow(touchpoint);
    },
    on: (wanted, listener) => {
      const hear = (name: CxEventName, event: CxEvent) => name === wanted && listener(event);
      listeners = [...listeners, hear];
      return () => {
        listeners = listeners.filter((one) => one !== hear);
      };
    },
    setLocale: (next) => {
      locale = next;
    },
    close,
    destroy: () => {
      barred = 'destroyed';
      listeners = [];
      void surveys?.then((drawing) => drawing?.stop());
    },
  };
}
