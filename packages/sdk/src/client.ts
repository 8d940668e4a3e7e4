import { decide } from '@milepost/engine';
import type { ClientProgram, Person } from '@milepost/protocol';
import type { Cx, CxEvent, CxEventName, CxOptions, Decision, Facts, Outcome } from './api.ts';
import { createHistory } from './history.ts';
import { loadUi } from './load-ui.ts';
import type { Ports } from './ports/index.ts';
import type { Shown, Surveys } from './ui/show.ts';

/** Reasons that are somebody's fault, not a decision. */
const faults = ['touchpoint_unknown', 'program_unavailable', 'ui_unavailable'];
const undecided = (reason: string): Decision => ({ ask: false, reason, eligibleAt: null, gates: [] });

/** Joins the engine, which decides, to the ports, which act. */
export function createClient<Touchpoint extends string>(options: CxOptions, ports: Ports): Cx<Touchpoint> {
  const { clock, device, page } = ports;
  const { collector, key, allowAutomation } = options;
  const prefix = `mp:${key.slice(-8)}:`;
  const place = `${prefix}out:`;
  const history = createHistory(ports, prefix);
  const listeners: [name: CxEventName, listener: (event: CxEvent) => void][] = [];
  let { locale } = options;
  let person: Person | null = null;
  let program: Promise<ClientProgram | null> | null = null;
  let surveys: Promise<Surveys> | null = null;
  let open: Shown | null = null;
  let busy = false;
  let stopped = false;

  const emit = (name: CxEventName, event: CxEvent) => {
    for (const [wanted, listener] of listeners.slice())
      try {
        if (wanted === name) listener(event);
      } catch (error) {
        // The host's own mistake belongs on the host's own console, and must not stop ours.
        reportError(error);
      }
  };

  const loadProgram = () => {
    program ??= ports.fetchJson(`${collector}/v1/program?key=${key}`).then((loaded) => {
      // A proxy, a service worker or a fallback page may answer in the collector's place.
      if ((loaded as ClientProgram | null)?.touchpoints) return loaded as ClientProgram;
      program = null;
      return null;
    });
    return program;
  };

  const loadSurveys = () => {
    surveys ??= loadUi().then(({ createSurveys }) =>
      createSurveys({ ports, collector, key, place, history, emit }),
    );
    surveys.catch(() => {
      surveys = null;
    });
    return surveys;
  };

  /** Who is asked: the person, or the device while nobody is known. */
  const subject = () => {
    if (person?.id) return person.id;
    const id = device.get(`${prefix}id`) ?? `${ports.random()}`;
    device.set(`${prefix}id`, id);
    return id as string;
  };

  const decideNow = (loaded: ClientProgram | null, touchpoint: string): Decision => {
    if (stopped) return undecided('destroyed');
    if (!loaded) return undecided('program_unavailable');
    const who = subject();
    return decide(loaded, touchpoint, {
      subject: who,
      person,
      history: history.of(who),
      inSession: history.inSession(who),
      busy,
      now: clock.now(),
    });
  };

  const explain = async (touchpoint: string) => {
    if (!page.present) return undecided('no_page');
    if (page.automated && !allowAutomation) return undecided('automation');
    return decideNow(await loadProgram(), touchpoint);
  };

  const refused = ({ reason }: Decision): Outcome => ({
    status: faults.includes(reason ?? '') ? 'failed' : 'not_asked',
    ...(reason && { reason }),
    answers: {},
  });

  const ask = async (touchpoint: string, facts: Facts | undefined): Promise<Outcome> => {
    const who = subject();
    const first = await explain(touchpoint);
    const loaded = await program;
    const spec = loaded?.touchpoints[touchpoint];
    const survey = spec && loaded.surveys[spec.survey];
    if (!first.ask || !survey) return refused(first);
    // Between the two there was a turn, in which another trigger may have been first.
    if (busy) return refused(undecided('busy'));
    busy = true;
    try {
      const loading = loadSurveys();
      await new Promise<void>((passed) => clock.after(spec.delay, passed));
      const drawing = await loading;
      // Another tab may have asked meanwhile.
      busy = false;
      const second = decideNow(loaded, touchpoint);
      if (!second.ask) return refused(second);
      if (who !== subject()) return refused(undecided('person_changed'));
      busy = true;
      open = await drawing.show({
        touchpoint,
        surveyName: spec.survey,
        survey,
        sample: spec.sample,
        person,
        subject: who,
        facts,
        gone: () => {
          open = null;
          busy = false;
        },
        locale: locale ?? page.locale(),
        ownLocale: loaded.locale,
      });
      if (!open) return refused(undecided('unsupported'));
      return await open.outcome;
    } finally {
      if (!open) busy = false;
    }
  };

  page.whenIdle(() => {
    if (stopped || (page.automated && !allowAutomation)) return;
    void loadProgram();
    if (device.keys(place).length) void loadSurveys();
  });

  return {
    identify: (next) => {
      person = { ...next } as Person;
    },
    reset: () => {
      person = null;
    },
    trigger: async (touchpoint, facts) => {
      const outcome = await ask(touchpoint, facts).catch(() => refused(undecided('ui_unavailable')));
      const { status, reason } = outcome;
      if (status === 'not_asked' || status === 'failed') emit(status, { touchpoint, reason });
      return outcome;
    },
    explain,
    on: (name, listener) => {
      const entry: (typeof listeners)[number] = [name, listener];
      listeners.push(entry);
      return () => {
        listeners.splice(listeners.indexOf(entry) >>> 0, 1);
      };
    },
    setLocale: (next) => {
      locale = next;
    },
    close: () => open?.close(),
    destroy: () => {
      stopped = true;
      listeners.length = 0;
      surveys?.then(
        (loaded) => loaded.stop(),
        () => {},
      );
    },
  };
}
