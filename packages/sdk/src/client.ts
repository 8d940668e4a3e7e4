import { type Showing, weigh } from '@milepost/engine';
import type { ClientProgram, Person } from '@milepost/protocol';
import { hash } from '@milepost/protocol/hash';
import type { Cx, CxEvent, CxEventName, CxOptions, Facts } from './api.ts';
import type { Ask, Occasion } from './asking/ask.ts';
import type { Surveys } from './asking/surveys.ts';
import { loadAutomatic, loadSurveys } from './load.ts';
import type { Ports } from './ports/index.ts';

/** What comes of an outcome or a decision when the part that asks cannot be loaded. */
const failed = {
  status: 'failed',
  reason: 'ui_unavailable',
  answers: {},
  ask: false,
  eligibleAt: null,
  survey: null,
  gates: [],
} as const;

/** What the parts of one client share. */
export interface State {
  /** A prompt is on the screen, or on its way there. */
  busy: boolean;
  /** Why nothing is asked here, whatever the program says. */
  barred: string | false | undefined;
  /** Whose open moments this page has asked for. */
  visitor?: string;
  /** Stops watching the page. */
  unwatch?: () => void;
}

/** What cannot be loaded happens when it is next needed; nothing is thrown into the page. */
const automatically = (work: (automatic: Awaited<ReturnType<typeof loadAutomatic>>) => void): unknown =>
  loadAutomatic()
    .then(work)
    .catch(() => {});

/** Joins the engine, which decides, to the ports, which act. */
export function createClient<Touchpoint extends string>(options: CxOptions, ports: Ports): Cx<Touchpoint> {
  const { device, session } = ports;
  let { collector, key, allowAutomation, locale, program } = options as CxOptions & {
    program?: ClientProgram;
  };
  const prefix = `mp:${key.slice(-8)}:`;
  const state: State = {
    busy: false,
    barred: ports.present ? ports.automated && !allowAutomation && 'automation' : 'no_page',
  };
  const events = new EventTarget();
  let person: Person | null = null;
  let loading: Promise<unknown> | null = null;
  let surveys: Promise<Surveys | null> | null = null;
  /** When the session of this tab began, in milliseconds since the epoch. */
  let began = 0;
  let cache: RequestCache;

  const emit = (name: CxEventName, detail: CxEvent) =>
    state.barred !== 'destroyed' && events.dispatchEvent(new CustomEvent(name, { detail }));

  const loadProgram = () => {
    if (!state.barred && !program)
      loading ??= ports.fetchJson(`${collector}/v1/program?key=${key}`, { cache }).then((found) => {
        // A proxy, a service worker or a fallback page may answer in the collector's place.
        if ((found as ClientProgram | null)?.touchpoints) program = found as ClientProgram;
        else loading = null;
      });
    return loading;
  };

  /** Null when it cannot be loaded; the next to ask for it tries again. */
  const draw = () =>
    (surveys ??= loadSurveys()
      .then(({ createSurveys }) =>
        createSurveys({ ports, collector, key, prefix, state, emit, hashOf: hash }),
      )
      .catch(() => (surveys = null)));

  /** Who is asked: the person, or the device while nobody is known. */
  const subject = () => {
    if (person?.id) return person.id;
    const id = device.get(`${prefix}id`) ?? `${ports.chance()}`;
    device.set(`${prefix}id`, id);
    return id as string;
  };

  const askOf = (touchpoint: string, facts?: Facts, automatic?: boolean): Ask => ({
    touchpoint,
    facts,
    automatic,
    subject: subject(),
    since: ports.now(),
    address: ports.address(),
    again: (busy) => {
      const who = subject();
      let weighed: Pick<Occasion, 'reason' | 'opens'> = { reason: state.barred || 'program_unavailable' };
      try {
        const history = (device.get(`${prefix}h:${who}`) ?? []) as Showing[];
        if (!state.barred)
          weighed = weigh(program as ClientProgram, touchpoint, {
            subject: who,
            person,
            history,
            inSession: history.filter(({ shown }) => shown >= began).length,
            consent: ports.consented,
            busy: !!busy,
            now: ports.now(),
          });
      } catch {
        // There is no program, or something else was answered in its place.
      }
      return { ...weighed, program, subject: who, person, locale };
    },
  });

  /** Notes that a touchpoint was reached, or how that ended: it is counted when the page is idle. */
  const note = (what: string) =>
    device.set(
      `${prefix}n`,
      `${(device.get(`${prefix}n`) ?? '') as string}${ports.now()},${what};`.slice(-9_999),
    );

  /** Settles with what becomes of it; with a reason when nothing is asked. */
  const reach =
    (way: 'ask' | 'open' | 'session') =>
    async (touchpoint: string, more?: Facts, automatic?: boolean): Promise<never> => {
      const ask = askOf(touchpoint, more, automatic);
      let end: unknown = 'consent';
      if (ports.consented) {
        await loadProgram();
        const { reason, opens } = ask.again(state.busy);
        // What stands in the flow of the page is not triggered.
        const counts = opens && way !== 'open';
        if (counts) note(touchpoint);
        // Nor does every gate count for it: that is decided there.
        end = (counts ? reason : !opens)
          ? reason
          : ((await (await draw())?.[way](ask, more as never)) ?? 'ui_unavailable');
        if (counts) {
          note(`${touchpoint},${end as string}`);
          rouseWhenIdle(true);
        }
      }
      if (typeof end === 'object') return end as never;
      // Something is unknown or unavailable.
      const status = /_un[ak]/.test(end as string) ? 'failed' : 'not_asked';
      emit(status, { touchpoint, reason: end as string });
      return (way === 'session' ? null : { status, reason: end, answers: {} }) as never;
    };
  const trigger = reach('ask');
  /** What the governor has no say in. */
  const lazily =
    <Name extends 'explain' | 'preview' | 'sent' | 'forget'>(name: Name, instead?: unknown) =>
    async (touchpoint?: string) => {
      await loadProgram();
      return ((await (await draw())?.[name](askOf(touchpoint as string))) ?? instead) as NonNullable<
        Awaited<ReturnType<Surveys[Name]>>
      >;
    };

  /** Does what waits for the page to be idle: what earlier pages left to send, and what the program asks by itself. */
  const rouseWhenIdle = (counted?: boolean) =>
    ports.whenIdle(async () => {
      if (!ports.consented || state.barred) return;
      if (device.get(`${prefix}out`)) void draw();
      await loadProgram();
      if (program?.triggers || program?.moments || device.get(`${prefix}n`))
        automatically(({ rouse }) =>
          rouse({
            ports,
            prefix,
            state,
            program,
            person: () => person,
            draw,
            trigger,
            collector,
            key,
            counted,
          }),
        );
    });

  const close = () => void surveys?.then((drawing) => drawing?.close());

  const consent = (word?: 'granted' | 'denied' | false) => {
    ports.consented = word === 'granted';
    if (ports.consented) {
      // A session begins with the program as it is: what was kept may know nothing of a moment, or be a day old.
      const before = session.get(prefix) as number | null;
      cache = before ? 'default' : 'no-cache';
      began = before || ports.now();
      session.set(prefix, began);
      rouseWhenIdle();
    } else if (word) {
      close();
      automatically(({ erase }) => erase(prefix, ports));
    }
  };
  consent(options.consent == null && 'granted');

  return {
    identify: (next) => {
      person = { ...next, ...(ports.private && { traits: {} }) } as Person;
      rouseWhenIdle();
    },
    reset: () => {
      person = null;
      close();
    },
    trigger,
    open: reach('open') as never,
    session: reach('session'),
    explain: lazily('explain', failed),
    preview: lazily('preview', failed),
    sent: lazily('sent', []),
    forget: lazily('forget'),
    consent,
    on: (name, listener) => {
      const hear = (event: Event) => listener((event as CustomEvent<CxEvent>).detail);
      events.addEventListener(name, hear);
      return () => events.removeEventListener(name, hear);
    },
    setLocale: (next) => {
      locale = next;
    },
    close,
    destroy: () => {
      state.barred = 'destroyed';
      state.unwatch?.();
      void surveys?.then((drawing) => drawing?.stop());
    },
  };
}
