import type { Files } from '../host-page.ts';
import { touchpoints } from './surveys.ts';

/** What the address of a host's page says about a visit. */
export interface Visiting {
  collector: string;
  key: string;
  /** The id of the person; none for somebody whom the host does not know. */
  person?: string;
  /** What the page triggers; none on a page that asks nothing. */
  touchpoint?: string;
  /** The host draws the survey itself. */
  headless?: string;
  /** The client that sends each state once. */
  forgetful?: string;
}

/** Says everything that happens to whoever drives the browser, with the time at which it did. */
const app = `
  const { collector, key, person, touchpoint, headless, forgetful } = Object.fromEntries(new URLSearchParams(location.search));
  const visit = crypto.randomUUID();
  const say = (deed) => tell({ visit, at: Date.now(), ...deed });
  const script = document.createElement('script');
  Object.assign(script.dataset, { key, allowAutomation: '' });
  script.onload = async () => {
    if (person) cx.identify({ id: person });
    for (const kind of ['shown', 'answered', 'completed', 'dismissed'])
      cx.on(kind, ({ question, answers }) => say({ kind, question, value: answers?.[question] ?? null }));
    for (const kind of ['not_asked', 'failed']) cx.on(kind, ({ reason }) => say({ kind: 'refused', reason }));
    if (headless) globalThis.session = await cx.session(touchpoint, { visit });
    else if (touchpoint) await cx.trigger(touchpoint, { visit });
  };
  script.onerror = () => say({ kind: 'refused' });
  if (touchpoint) say({ kind: 'opened' });
  script.type = 'module';
  script.src = forgetful ? '/forgetful.js' : collector + '/cx.js';
  document.head.append(script);`;

/** What a client comes to that sends each state once, and keeps nothing on the device. */
const forgetful = `
  const { collector, key } = Object.fromEntries(new URLSearchParams(location.search));
  const asked = ${JSON.stringify(
    Object.fromEntries(Object.entries(touchpoints).map(([name, all]) => [name, all.map(({ id }) => id)])),
  )};
  const heard = {};
  globalThis.cx = {
    identify() {},
    on: (kind, listener) => (heard[kind] = listener),
    session: async (touchpoint, facts) => {
      const time = () => new Date().toISOString();
      const response = { id: crypto.randomUUID(), touchpoint, survey: touchpoint, version: 1, shown: time(), facts, answers: [] };
      const send = () => fetch(collector + '/v1/responses', {
        method: 'POST', body: JSON.stringify({ key, sent: time(), responses: [response] }),
      }).catch(() => {});
      let at = 0;
      send();
      heard.shown({});
      return {
        answer: (value) => {
          const question = asked[touchpoint][at++];
          response.answers = [...response.answers.filter((one) => one.question !== question), { question, value, at: time() }];
          if (at === asked[touchpoint].length) response.completed = time();
          send();
          heard.answered({ question, answers: { [question]: value } });
          if (response.completed) heard.completed({});
        },
        back: () => at--,
        dismiss: () => {
          response.dismissed = { at: time(), reason: 'closed' };
          send();
          heard.dismissed({});
        },
      };
    },
  };`;

const page = (body: string) => ({
  type: 'text/html',
  body: `<!doctype html><html lang="en"><title>Host</title>${body}`,
});
const script = (body: string) => ({ type: 'text/javascript', body });

/** The pages of a host: one that asks, and one that has nothing of ours. */
export const hostPages: Files = {
  '/': page('<script type="module" src="/app.js"></script>'),
  '/elsewhere': page('<p>Nothing of ours.</p>'),
  '/app.js': script(app),
  '/forgetful.js': script(forgetful),
};
