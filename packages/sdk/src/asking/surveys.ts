import type { Showing as Shown } from '@milepost/engine';
import type { OpenMoment, Person } from '@milepost/protocol';
import type { CxEvent, CxEventName, Outcome, Placement } from '../api.ts';
import type { State } from '../client.ts';
import { loadSeldom } from '../load-seldom.ts';
import type { Ports } from '../ports/index.ts';
import { createOutbox, type Outbox } from '../sending/outbox.ts';
import { browserSendingPorts, type SendingPorts } from '../sending/sending-ports.ts';
import { uuidV7 } from '../sending/uuid.ts';
import { mount } from '../ui/mount.ts';
import { drawable } from '../ui/questions/index.ts';
import type { Ask } from './ask.ts';
import { createClaims } from './claims.ts';
import { atEnd, pause } from './ending.ts';
import { createFloor } from './floor.ts';
import { frozenPerson } from './freeze.ts';
import { type Prepared, prepare, type Text } from './prepare.ts';
import { remember } from './remember.ts';
import { createShowing, type Showing, type ShowingOptions } from './showing.ts';
import { createTurn, obstacleTo } from './turn.ts';
import { browserTurnPorts, type TurnPorts } from './turn-ports.ts';
import type { Ways } from './ways.ts';

/** Draws surveys and sends what is answered: the part of the SDK that is loaded when there is something to show. */
export interface Surveys extends Seldom {
  /** A prompt, when its turn comes. Settles when the survey does, or with the reason why there is none. Never rejects. */
  ask(ask: Ask): Promise<Outcome | string>;
  /** What the person is to be asked about, having been away; null when nothing tells. */
  moments(person: Person): Promise<OpenMoment[] | null>;
  /** Closes what is on the screen, and gives up what waits for its turn. */
  close(): void;
  stop(): void;
}

/** The ways that are seldom taken: `open` and `session` resolve to the reason when nothing is asked. None rejects. */
type Seldom = {
  [Way in keyof Ways]: (
    ...given: Way extends 'open' ? [ask: Ask, placement: Placement] : [ask: Ask]
  ) => Promise<Awaited<ReturnType<Ways[Way]>> | null>;
};
const seldomTaken = ['explain', 'open', 'preview', 'session', 'sent', 'forget'] as const;

interface SurveysOptions {
  ports: Ports;
  collector: string;
  key: string;
  /** What the names of everything kept on the device begin with. */
  prefix: string;
  state: State;
  emit: (name: CxEventName, event: CxEvent) => void;
  /** The one that the part up front has already. */
  hashOf: (text: string) => number;
  /** What lies outside this part; that of the browser when absent. */
  outside?: SendingPorts & TurnPorts;
}

/** What the ways of asking have in common. */
export interface Desk {
  ports: Ports & SendingPorts & TurnPorts;
  state: State;
  outbox: Outbox;
  /** `close` ends it through this. */
  ending: AbortController;
  obstacleTo: typeof obstacleTo;
  prefix: string;
  prepareNow(ask: Ask): Prepared | null;
  /** Puts a showing on the list of what is open; `more` differs from that of a prompt. */
  show(prepared: Prepared, text: Text, more?: Partial<ShowingOptions>): Showing;
  mount: typeof mount;
  atEnd: typeof atEnd;
  drawable: typeof drawable;
  /** A survey that interrupts: drawn by us, or by a host, whose answers have to be looked at. */
  prompt(ask: Ask, accepts?: NonNullable<ShowingOptions['accepts']>): Promise<Showing | string>;
  close(reason: string): void;
}

/** Starts sending what earlier pages left behind, and shows what it is asked to. */
export function createSurveys(options: SurveysOptions): Surveys {
  const { collector, key, prefix, state, emit, hashOf } = options;
  // Nobody is asked anything, and nothing is to be left behind.
  if (state.barred && state.barred !== 'automation') throw new Error();
  // The client's own object, not a copy: the person's consent changes in it.
  const ports = Object.assign(
    options.ports,
    options.outside ?? { ...browserSendingPorts, ...browserTurnPorts },
  );
  /** What is on show: each is told how its answers fare, and ends when everything is closed. */
  const open = new Map<string, Showing>();
  /** What still waits for its turn. */
  const waiting = new Set<AbortController>();
  const outbox = createOutbox({
    ports,
    collector,
    key,
    prefix,
    onDelivery: (id, delivery) => open.get(id)?.session.deliver(delivery),
    onDropped: ({ response }, reason) => emit('failed', { touchpoint: response.touchpoint, reason }),
  });
  const claims = createClaims({ ports, collector, key });
  const turn = createTurn(claims, createFloor(`${prefix}floor`, ports), {
    isClear: ports.isClear,
    whenClear: async (signal) => {
      if (!ports.isClear() || ports.mayBeTyping())
        await (await loadSeldom()).createClearView(ports).whenClear(signal);
    },
  });

  /** Where the device remembers what it asked of somebody. */
  const historyOf = (who: string) => `${prefix}h:${who}`;
  const newId = () => uuidV7(ports.now(), ports.bytes(16));
  const show = (prepared: Prepared, text: Text, { id = newId(), ...more }: Partial<ShowingOptions> = {}) => {
    const { subject, touchpoint } = prepared;
    const showing = createShowing(prepared, text, {
      id,
      seed: hashOf(id),
      hashOf,
      channel: 'in_app',
      path: ports.path(),
      now: ports.now,
      put: outbox.put,
      remember: (fate) => remember(ports.device, historyOf(subject), { touchpoint, ...fate }),
      emit,
      ...more,
      ended: () => {
        open.delete(id);
        more.ended?.();
      },
    });
    open.set(id, showing);
    return showing;
  };
  /** Somebody who says later who they are is no other person: nothing that they were asked before is asked again. */
  const follow = (ask: Ask): Ask => {
    const nobody = ports.device.get(`${prefix}id`) as string;
    return {
      ...ask,
      get subject() {
        return ask.subject === nobody ? ask.again().subject : ask.subject;
      },
      again: (busy) => {
        const { person, subject } = ask.again();
        const before = person?.id && (ports.device.get(historyOf(nobody)) as Shown[] | null);
        for (const shown of before || []) remember(ports.device, historyOf(subject), shown);
        return ask.again(busy);
      },
    };
  };
  const prepareNow = (ask: Ask) => prepare(ask, ask.again(), ports.locale());
  const prompt: Desk['prompt'] = async (reached, accepts) => {
    const ask = follow(reached);
    // A host that draws by itself decides when, and what to make of it.
    const drawn = !accepts;
    const { reason, program } = ask.again(state.busy);
    if (reason) return reason;
    const { delay = 0, endsWithPage } = program?.touchpoints[ask.touchpoint] ?? {};
    const ending = new AbortController();
    const { signal } = ending;
    let leave: (() => void) | string = '';
    const end = () => {
      ending.abort();
      if (typeof leave === 'function') leave();
      state.busy = false;
    };
    let showing: Showing | null = null;
    state.busy = true;
    waiting.add(ending);
    // The browser may keep the page for the way back: what waits is not for then.
    const stayed = ports.onTabs('pagehide', () => ending.abort('page_left'));
    try {
      if (ask.automatic || endsWithPage) {
        const { onViewLeft } = await import('../automatic/automatic.ts');
        atEnd(
          signal,
          onViewLeft(ask.address, () => ending.abort('page_left')),
        );
      }
      if (drawn) await pause(ask.since + delay - ports.now(), { signal, after: ports.after });
      const obstacle = obstacleTo(ask, { signal });
      if (obstacle) return obstacle;
      const prepared = prepareNow(ask);
      if (!prepared) return 'program_unavailable';
      if (drawn && !prepared.questions.every(drawable)) return 'unsupported';
      const id = newId();
      leave = await turn({ ask, prepared, id, signal, drawn });
      if (typeof leave === 'string') return leave;
      const text = await prepared.text;
      const made = show(prepared, text, {
        id,
        ended: end,
        accepts: (step, value) => {
          const isTheirs = ask.subject === ask.again().subject;
          // Somebody else has come, who was not asked this.
          if (!isTheirs) made.session.dismiss('superseded');
          return isTheirs && (drawn || accepts(step, value));
        },
      });
      if (drawn) mount(made.session, text);
      made.begin();
      showing = made;
      if (endsWithPage) atEnd(signal, () => made.session.dismiss('superseded'));
      else if (ask.automatic) ending.abort();
      return showing;
    } catch {
      return 'ui_unavailable';
    } finally {
      waiting.delete(ending);
      stayed();
      if (!showing) end();
    }
  };

  const close = (reason: string) => {
    for (const ending of waiting) ending.abort(reason);
    for (const { session } of open.values()) session.dismiss('superseded');
    // Perhaps because the person has denied consent: then nothing stays to be sent.
    void outbox.send();
  };

  /** What is done in one of the ways that are seldom taken; null when that cannot be loaded. */
  const seldom = (way: keyof Ways) => async (ask: Ask, more: never) => {
    const ending = new AbortController();
    waiting.add(ending);
    try {
      const { ways } = await loadSeldom();
      return await ways[way](follow(ask), more, {
        ports,
        state,
        outbox,
        ending,
        prefix,
        obstacleTo,
        prepareNow,
        show,
        mount,
        atEnd,
        drawable,
        prompt,
        close,
      });
    } catch {
      return /open|session/.test(way) ? 'ui_unavailable' : null;
    } finally {
      waiting.delete(ending);
    }
  };

  return {
    ...(Object.fromEntries(seldomTaken.map((way) => [way, seldom(way)])) as unknown as Seldom),
    ask: async (ask) => {
      const showing = await prompt(ask);
      return typeof showing === 'string' ? showing : showing.outcome;
    },
    moments: (person) => claims.moments(frozenPerson(person)),
    close: () => close('closed'),
    stop: () => {
      close('destroyed');
      outbox.stop();
    },
  };
}
