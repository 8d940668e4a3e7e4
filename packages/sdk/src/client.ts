import { decide } from '@milepost/engine';
import type { ClientProgram, Person } from '@milepost/protocol';
import type { Cx, CxEvent, CxEventName, CxOptions, Decision, Facts, Outcome } from './api.ts';
import { createHistory } from './history.ts';
import { parcelPrefix } from './outbox-place.ts';
import type { Ports } from './ports/index.ts';
import type { Shown, Surveys } from './ui/show.ts';

const undecided = (reason: string): Decision => ({ ask: false, reason, eligibleAt: null, gates: [] });

/** Reasons that are somebody's fault, not a decision. */
const faults = ['touchpoint_unknown', 'program_unavailable', 'ui_unavailable'];

/** Joins the engine, which decides, to the ports, which act. */
export function createClient<Touchpoint extends string>(options: CxOptions, ports: Ports): Cx<Touchpoint> {
  const { clock, device, page, transport } = ports;
  const { key } = options;
  const prefix = `mp:${key.slice(-8)}:`;
  const history = createHistory(ports, prefix);
  const listeners = new Map<CxEventName, Set<(event: CxEvent) => void>>();
  let person: Person | null = null;
  let locale = options.locale;
  let program: Promise<ClientProgram | null> | null = null;
  let surveys: Promise<Surveys> | null = null;
  let open: Shown | null = null;
  let busy = false;
  let stopped = false;

  const emit = (name: CxEventName, event: CxEvent) => {
    for (const listener of listeners.get(name) ?? [])
      try {
        listener(event);
      } catch (error) {
        // The host's own mistake belongs on the host's own console, and must not stop ours.
        reportError(error);
      }
  };

  const loadProgram = () => {
    program ??= transport.get(`/v1/program?key=${key}`).then(({ status, body }) => {
      if (status === 200) return body as ClientProgram;
      program = null;
      return null;
    });
    return program;
  };

  const loadSurveys = () => {
    surveys ??= import('./ui/show.ts').then(({ createSurveys }) =>
      createSurveys({ ports, key, prefix, emit }),
    );
    surveys.catch(() => {
      surveys = null;
    });
    return surveys;
  };

  const decideNow = (loaded: ClientProgram, touchpoint: string): Decision => {
    const subject = history.subject(person?.id);
    return decide(loaded, touchpoint, {
      subject,
      person,
      history: history.of(subject),
      inSession: history.inSession(),
      busy,
      now: clock.now(),
    });
  };

  const explain = async (touchpoint: string): Promise<Decision> => {
    if (stopped) return undecided('destroyed');
    if (!page.present) return undecided('no_page');
    if (page.automated && !options.allowAutomation) return undecided('automation');
    const loaded = await loadProgram();
    return loaded ? decideNow(loaded, touchpoint) : undecided('program_unavailable');
  };

  const ask = async (touchpoint: string, facts: Facts | undefined): Promise<Outcome> => {
    const first = await explain(touchpoint);
    const loaded = await program;
    if (!first.ask || !loaded) return refused(first);
    const spec = loaded.touchpoints[touchpoint];
    const survey = spec && loaded.surveys[spec.survey];
    if (busy || !survey) return refused(undecided('busy'));
    busy = true;
    try {
      const loading = loadSurveys();
      await new Promise<void>((passed) => clock.after(spec.delay, passed));
      const drawing = await loading;
      // Another tab may have asked meanwhile.
      busy = false;
      const second = stopped ? undecided('destroyed') : decideNow(loaded, touchpoint);
      if (!second.ask) return refused(second);
      busy = true;
      const subject = history.subject(person?.id);
      open = drawing.show({
        touchpoint,
        surveyName: spec.survey,
        survey,
        sample: spec.sample,
        person,
        facts,
        locale: locale ?? page.locale(),
        ownLocale: loaded.locale,
      });
      if (!open) return refused(undecided('unsupported'));
      const { at, gone, outcome } = open;
      history.add(subject, { touchpoint, shown: at });
      void gone.then(() => {
        open = null;
        busy = false;
      });
      const result = await outcome;
      if (result.status === 'dismissed') history.dismissed(subject, at);
      return result;
    } finally {
      if (!open) busy = false;
    }
  };

  const refused = ({ reason }: Decision): Outcome => ({
    status: reason !== null && faults.includes(reason) ? 'failed' : 'not_asked',
    ...(reason !== null && { reason }),
    answers: {},
  });

  const stopIdle = page.whenIdle(() => {
    if (page.automated && !options.allowAutomation) return;
    void loadProgram();
    if (device.keys(parcelPrefix(prefix)).length > 0) loadSurveys().catch(() => {});
  });

  return {
    identify: ({ id, account, role, traits }) => {
      person = {
        id,
        ...(account && { account }),
        ...(role && { role }),
        ...(traits && { traits: { ...traits } }),
      };
    },
    reset: () => {
      person = null;
    },
    trigger: async (touchpoint, facts) => {
      const outcome = await ask(touchpoint, facts).catch(
        (): Outcome => refused(undecided('program_unavailable')),
      );
      const { status, reason } = outcome;
      if (status === 'not_asked' || status === 'failed')
        emit(status, { touchpoint, ...(reason && { reason }) });
      return outcome;
    },
    explain,
    on: (name, listener) => {
      const all = listeners.get(name) ?? new Set();
      listeners.set(name, all.add(listener));
      return () => all.delete(listener);
    },
    setLocale: (next) => {
      locale = next;
    },
    close: () => open?.close(),
    destroy: () => {
      stopped = true;
      stopIdle();
      void surveys?.then((loaded) => loaded.stop());
      listeners.clear();
    },
  };
}
