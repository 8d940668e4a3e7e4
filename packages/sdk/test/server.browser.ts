import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const sdk = join(import.meta.dirname, '..');

/** What a module prints in a Node process, which has to end by itself and to warn of nothing. */
async function inNode(code: string, flags: readonly string[] = []): Promise<unknown> {
  const words = [...flags, '--unhandled-rejections=strict', '--input-type=module', '--eval', code];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, words, {
    cwd: sdk,
    timeout: 20_000,
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

/** Calls every method there is, and tells what each came to and what was requested meanwhile. */
const everyMethod = `
  const requests = [];
  globalThis.fetch = async (address) => {
    requests.push(address);
    throw new Error('nobody may ask');
  };
  const { createCx } = await import('@milepost/sdk');
  const cx = createCx({ collector: 'https://cx.example.com', key: 'mp_pub_0123456789abcdef' });
  const told = new Set();
  const stops = ['not_asked', 'failed', 'shown'].map((event) => cx.on(event, () => told.add(event)));
  cx.identify({ id: 'u-17', traits: { plan: 'pro' } });
  cx.setLocale('de');
  cx.consent('granted');
  const came = {
    trigger: await cx.trigger('ticket_closed', { ticketId: 'T-42' }),
    open: (await cx.open('ticket_closed', { into: {} })).answers,
    preview: (await cx.preview('ticket_closed')).answers,
    session: await cx.session('ticket_closed'),
    asks: (await cx.explain('ticket_closed')).ask,
    sent: await cx.sent(),
  };
  await cx.forget();
  cx.close();
  cx.reset();
  cx.consent('denied');
  const shown = told.has('shown');
  for (const stop of stops) stop();
  const methods = Object.keys(cx).sort();
  cx.destroy();
  console.log(JSON.stringify({ ...came, shown, methods, requests }));
`;

describe('on a server', () => {
  test.each([
    ['plain Node', []],
    ['Node with frozen intrinsics', ['--frozen-intrinsics', '--no-warnings']],
  ])('no method throws, asks or requests anything, in %s', async (_, flags) => {
    expect(await inNode(everyMethod, flags)).toEqual({
      trigger: { status: 'not_asked', reason: 'no_page', answers: {} },
      open: {},
      preview: {},
      session: null,
      asks: false,
      sent: [],
      shown: false,
      requests: [],
      methods: [
        'close',
        'consent',
        'destroy',
        'explain',
        'forget',
        'identify',
        'on',
        'open',
        'preview',
        'reset',
        'sent',
        'session',
        'setLocale',
        'trigger',
      ],
    });
  });

  test('importing leaves nothing behind', async () => {
    const found = await inNode(`
      const before = Object.getOwnPropertyNames(globalThis);
      const names = [
        ...Object.keys(await import('@milepost/sdk')),
        ...Object.keys(await import('@milepost/sdk/react')),
      ];
      const after = Object.getOwnPropertyNames(globalThis);
      console.log(JSON.stringify({ names, left: after.filter((name) => !before.includes(name)) }));`);
    expect(found).toEqual({
      names: ['createCx', 'CxProvider', 'Survey', 'useCx', 'useSurvey', 'useTrigger'],
      left: [],
    });
  });
});
